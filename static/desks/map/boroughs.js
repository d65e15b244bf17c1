// The outlines of the boroughs, unpacked from their TopoJSON here; both are files of our own site.

import feature from "/static/vendor/topojson-client/feature.js";

const FILE = "/static/vendor/boroughs/london.json";

/** Read the outlines: GeoJSON features, each with the borough's name as its id. */
export async function readBoroughs() {
  const answer = await fetch(FILE);
  if (!answer.ok) throw new Error(`${FILE}: ${answer.status}`);
  const topology = await answer.json();
  return feature(topology, topology.objects.boroughs).features;
}
