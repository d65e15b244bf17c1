"""The 32 boroughs by their ONS codes, with about where some of their town centres are."""

# ONS code, name, command unit, and centres: name, latitude, longitude.
BOROUGHS = [
    ("E09000022", "Lambeth", "AS", (
        ("Brixton", 51.4607, -0.1163), ("Streatham", 51.4300, -0.1290),
        ("Kennington", 51.4860, -0.1120), ("West Norwood", 51.4330, -0.1040),
    )),
    ("E09000028", "Southwark", "AS", (
        ("Walworth", 51.4875, -0.0900), ("Peckham", 51.4710, -0.0660),
        ("Bermondsey", 51.4960, -0.0680), ("Dulwich", 51.4500, -0.0830),
    )),
    ("E09000007", "Camden", "CN", (
        ("Camden Town", 51.5390, -0.1426), ("Holborn", 51.5200, -0.1230),
        ("Kentish Town", 51.5500, -0.1410), ("Hampstead", 51.5560, -0.1750),
    )),
    ("E09000019", "Islington", "CN", (
        ("Angel", 51.5370, -0.1030), ("Holloway", 51.5560, -0.1170),
        ("Archway", 51.5650, -0.1300), ("Finsbury", 51.5270, -0.1040),
    )),
    ("E09000012", "Hackney", "CE", (
        ("Hackney Central", 51.5470, -0.0560), ("Dalston", 51.5480, -0.0700),
        ("Stoke Newington", 51.5620, -0.0720), ("Hoxton", 51.5330, -0.0810),
    )),
    ("E09000030", "Tower Hamlets", "CE", (
        ("Whitechapel", 51.5180, -0.0600), ("Bow", 51.5290, -0.0310),
        ("Poplar", 51.5110, -0.0150), ("Bethnal Green", 51.5290, -0.0560),
    )),
    ("E09000033", "Westminster", "AW", (
        ("Victoria", 51.4950, -0.1410), ("Paddington", 51.5180, -0.1770),
        ("Soho", 51.5130, -0.1340), ("Maida Vale", 51.5280, -0.1820),
    )),
    ("E09000020", "Kensington and Chelsea", "AW", (
        ("Kensington", 51.5000, -0.1920), ("Chelsea", 51.4890, -0.1690),
        ("Notting Hill", 51.5110, -0.2060),
    )),
    ("E09000013", "Hammersmith and Fulham", "AW", (
        ("Hammersmith", 51.4930, -0.2250), ("Fulham", 51.4770, -0.2020),
        ("Shepherds Bush", 51.5050, -0.2290),
    )),
    ("E09000002", "Barking and Dagenham", "EA", (
        ("Barking", 51.5380, 0.0830), ("Dagenham", 51.5430, 0.1480),
        ("Becontree", 51.5520, 0.1290),
    )),
    ("E09000016", "Havering", "EA", (
        ("Romford", 51.5770, 0.1830), ("Hornchurch", 51.5610, 0.2170),
        ("Upminster", 51.5560, 0.2500), ("Harold Hill", 51.6060, 0.2330),
    )),
    ("E09000026", "Redbridge", "EA", (
        ("Ilford", 51.5600, 0.0740), ("Gants Hill", 51.5770, 0.0660),
        ("Barkingside", 51.5880, 0.0830), ("Wanstead", 51.5770, 0.0280),
    )),
    ("E09000010", "Enfield", "NA", (
        ("Enfield Town", 51.6520, -0.0810), ("Edmonton", 51.6240, -0.0600),
        ("Palmers Green", 51.6180, -0.1090), ("Ponders End", 51.6450, -0.0460),
    )),
    ("E09000014", "Haringey", "NA", (
        ("Wood Green", 51.5970, -0.1090), ("Tottenham", 51.5900, -0.0700),
        ("Hornsey", 51.5850, -0.1180), ("Muswell Hill", 51.5900, -0.1430),
    )),
    ("E09000025", "Newham", "NE", (
        ("Stratford", 51.5410, 0.0030), ("East Ham", 51.5330, 0.0540),
        ("Plaistow", 51.5270, 0.0210), ("Canning Town", 51.5160, 0.0180),
    )),
    ("E09000031", "Waltham Forest", "NE", (
        ("Walthamstow", 51.5840, -0.0210), ("Leyton", 51.5600, -0.0080),
        ("Chingford", 51.6200, -0.0050), ("Leytonstone", 51.5680, 0.0080),
    )),
    ("E09000003", "Barnet", "NW", (
        ("Finchley", 51.6000, -0.1920), ("Hendon", 51.5860, -0.2250),
        ("Chipping Barnet", 51.6500, -0.1970), ("Golders Green", 51.5740, -0.1970),
    )),
    ("E09000005", "Brent", "NW", (
        ("Wembley", 51.5520, -0.2980), ("Willesden", 51.5480, -0.2330),
        ("Harlesden", 51.5380, -0.2460), ("Kingsbury", 51.5840, -0.2730),
    )),
    ("E09000015", "Harrow", "NW", (
        ("Harrow Town", 51.5800, -0.3360), ("Wealdstone", 51.5950, -0.3350),
        ("Stanmore", 51.6130, -0.3120), ("Pinner", 51.5930, -0.3810),
    )),
    ("E09000004", "Bexley", "SE", (
        ("Bexleyheath", 51.4570, 0.1380), ("Sidcup", 51.4280, 0.1030),
        ("Erith", 51.4790, 0.1730), ("Welling", 51.4620, 0.1110),
    )),
    ("E09000011", "Greenwich", "SE", (
        ("Woolwich", 51.4870, 0.0690), ("Eltham", 51.4510, 0.0520),
        ("Charlton", 51.4840, 0.0330), ("Plumstead", 51.4840, 0.0920),
    )),
    ("E09000023", "Lewisham", "SE", (
        ("Lewisham Town", 51.4610, -0.0120), ("Catford", 51.4450, -0.0200),
        ("Deptford", 51.4770, -0.0290), ("Forest Hill", 51.4390, -0.0520),
    )),
    ("E09000006", "Bromley", "SN", (
        ("Bromley Town", 51.4050, 0.0150), ("Orpington", 51.3750, 0.0930),
        ("Beckenham", 51.4060, -0.0290), ("Chislehurst", 51.4170, 0.0690),
    )),
    ("E09000008", "Croydon", "SN", (
        ("Croydon Town", 51.3740, -0.0990), ("Thornton Heath", 51.3970, -0.1000),
        ("Purley", 51.3390, -0.1170), ("New Addington", 51.3430, -0.0150),
    )),
    ("E09000029", "Sutton", "SN", (
        ("Sutton Town", 51.3620, -0.1930), ("Carshalton", 51.3660, -0.1660),
        ("Wallington", 51.3600, -0.1490), ("Cheam", 51.3600, -0.2150),
    )),
    ("E09000021", "Kingston upon Thames", "SW", (
        ("Kingston Town", 51.4110, -0.2960), ("Surbiton", 51.3930, -0.3000),
        ("New Malden", 51.4030, -0.2580), ("Chessington", 51.3600, -0.3030),
    )),
    ("E09000024", "Merton", "SW", (
        ("Wimbledon", 51.4200, -0.2070), ("Mitcham", 51.4030, -0.1640),
        ("Morden", 51.4000, -0.1950), ("Colliers Wood", 51.4170, -0.1790),
    )),
    ("E09000027", "Richmond upon Thames", "SW", (
        ("Richmond Town", 51.4570, -0.2960), ("Twickenham", 51.4490, -0.3370),
        ("Teddington", 51.4260, -0.3380), ("Hampton", 51.4200, -0.3680),
    )),
    ("E09000032", "Wandsworth", "SW", (
        ("Wandsworth Town", 51.4570, -0.1910), ("Battersea", 51.4700, -0.1680),
        ("Tooting", 51.4330, -0.1640), ("Putney", 51.4590, -0.2180),
    )),
    ("E09000009", "Ealing", "WA", (
        ("Ealing Broadway", 51.5140, -0.3020), ("Acton", 51.5090, -0.2720),
        ("Southall", 51.5090, -0.3750), ("Greenford", 51.5330, -0.3520),
    )),
    ("E09000017", "Hillingdon", "WA", (
        ("Uxbridge", 51.5440, -0.4720), ("Hayes", 51.5080, -0.4200),
        ("Ruislip", 51.5730, -0.4210), ("Northwood", 51.6040, -0.4220),
    )),
    ("E09000018", "Hounslow", "WA", (
        ("Hounslow Town", 51.4690, -0.3620), ("Chiswick", 51.4920, -0.2600),
        ("Brentford", 51.4850, -0.3120), ("Feltham", 51.4460, -0.4100),
    )),
]  # fmt: skip
