// What the server says about this page: desk, person, addresses, shortcuts, choices.

export const config = JSON.parse(document.getElementById("config").textContent);

/** Test whether the person here may do this (a permission, as core.permissions stores it). */
export const may = (permission) => config.person.permissions.includes(permission);
