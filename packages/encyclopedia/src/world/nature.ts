/** Rivers: name | mouth | countries, the source first | length in km where certain. */
export const riverRows: string = `
Danube|Black Sea|Germany;Austria;Slovakia;Hungary;Croatia;Serbia;Romania;Bulgaria|2850
Rhine|North Sea|Switzerland;Austria;Germany;France;Netherlands|1230
Elbe|North Sea|Czech Republic;Germany|1094
Vltava|Elbe|Czech Republic|430
Oder|Baltic Sea|Czech Republic;Poland;Germany|
Vistula|Baltic Sea|Poland|1047
Seine|English Channel|France|777
Loire|Atlantic Ocean|France|1006
Rhône|Mediterranean Sea|Switzerland;France|813
Garonne|Atlantic Ocean|Spain;France|
Moselle|Rhine|France;Luxembourg;Germany|
Main|Rhine|Germany|
Neckar|Rhine|Germany|
Isar|Danube|Germany|
Spree|Havel|Germany|
Havel|Elbe|Germany|
Weser|North Sea|Germany|
Meuse|North Sea|France;Belgium;Netherlands|
Scheldt|North Sea|France;Belgium;Netherlands|
Aare|Rhine|Switzerland|
Po|Adriatic Sea|Italy|652
Tiber|Mediterranean Sea|Italy|405
Arno|Mediterranean Sea|Italy|241
Adige|Adriatic Sea|Italy|410
Tagus|Atlantic Ocean|Spain;Portugal|1007
Douro|Atlantic Ocean|Spain;Portugal|897
Ebro|Mediterranean Sea|Spain|930
Guadalquivir|Atlantic Ocean|Spain|657
Manzanares|Jarama|Spain|
Jarama|Tagus|Spain|
Mondego|Atlantic Ocean|Portugal|
Thames|North Sea|United Kingdom|346
Clyde|Atlantic Ocean|United Kingdom|
Mersey|Irish Sea|United Kingdom|
Severn|Bristol Channel|United Kingdom|354
Liffey|Irish Sea|Ireland|
Shannon|Atlantic Ocean|Ireland|360
Tisza|Danube|Ukraine;Hungary;Serbia|
Sava|Danube|Slovenia;Croatia;Serbia|
Volga|Caspian Sea|Russia|3530
Moskva|Oka|Russia|
Oka|Volga|Russia|
Neva|Baltic Sea|Russia|74
Don|Sea of Azov|Russia|
Ob|Arctic Ocean|Russia|
Yenisei|Arctic Ocean|Mongolia;Russia|
Lena|Arctic Ocean|Russia|
Dnieper|Black Sea|Russia;Ukraine|
Dniester|Black Sea|Ukraine|
Tigris|Persian Gulf|Turkey;Syria;Iraq|
Euphrates|Persian Gulf|Turkey;Syria;Iraq|
Jordan River>Jordan|Dead Sea|Israel;Jordan (country)|251
Indus|Arabian Sea|China;India;Pakistan|
Ganges|Bay of Bengal|India;Bangladesh|2525
Yamuna|Ganges|India|
Hooghly|Bay of Bengal|India|
Brahmaputra|Bay of Bengal|China;India;Bangladesh|
Irrawaddy|Andaman Sea|Myanmar|
Chao Phraya|Gulf of Thailand|Thailand|
Mekong|South China Sea|China;Myanmar;Laos;Thailand;Cambodia;Vietnam|
Red River|Gulf of Tonkin|China;Vietnam|
Yangtze|East China Sea|China|6300
Yellow River|Bohai Sea|China|5464
Pearl River|South China Sea|China|
Amur|Sea of Okhotsk|Mongolia;Russia;China|
Taedong|Yellow Sea|North Korea|
Han River|Yellow Sea|South Korea|
Shinano|Sea of Japan|Japan|367
Nile|Mediterranean Sea|Uganda;Sudan;Egypt|6650
Niger (river)>Niger|Gulf of Guinea|Guinea;Mali;Niger (country);Nigeria|4180
Senegal River|Atlantic Ocean|Guinea;Mali;Senegal|
Zambezi|Indian Ocean|Zambia;Zimbabwe;Mozambique|2574
Limpopo|Indian Ocean|South Africa;Zimbabwe;Mozambique|
Orange River|Atlantic Ocean|South Africa|
Mississippi (river)>Mississippi|Gulf of Mexico|United States|
Missouri (river)>Missouri|Mississippi (river)|United States|
Ohio River|Mississippi (river)|United States|
Colorado River|Gulf of California|United States;Mexico|2330
Colorado River of Texas|Gulf of Mexico|United States|
Rio Grande|Gulf of Mexico|United States;Mexico|
Columbia River|Pacific Ocean|Canada;United States|2000
Yukon|Bering Sea|Canada;United States|
Hudson|Atlantic Ocean|United States|507
Potomac|Chesapeake Bay|United States|
Delaware River|Atlantic Ocean|United States|
Charles River|Atlantic Ocean|United States|
Saint Lawrence River|Atlantic Ocean|Canada|
Ottawa River|Saint Lawrence River|Canada|1271
Mackenzie|Arctic Ocean|Canada|
Amazon (river)>Amazon|Atlantic Ocean|Peru;Colombia;Brazil|6400
Orinoco|Atlantic Ocean|Venezuela;Colombia|
Paraná|Río de la Plata|Brazil;Paraguay;Argentina|
Río de la Plata|Atlantic Ocean|Argentina;Uruguay|
Paraguay River|Paraná|Brazil;Paraguay;Argentina|
Madeira (river)>Madeira|Amazon (river)|Bolivia;Brazil|
Murray|Indian Ocean|Australia|2508
Darling|Murray|Australia|
Waikato|Tasman Sea|New Zealand|425
`;

/** Seas, gulfs, straits and oceans. */
export const seaRows: string = `
Atlantic Ocean;Pacific Ocean;Indian Ocean;Arctic Ocean;Mediterranean Sea;Black Sea;Baltic Sea;North Sea;Adriatic Sea;Aegean Sea;Caspian Sea;Red Sea;Dead Sea;English Channel;Irish Sea;Bristol Channel;Sea of Azov;Persian Gulf;Arabian Sea;Bay of Bengal;Andaman Sea;Gulf of Thailand;South China Sea;Gulf of Tonkin;East China Sea;Bohai Sea;Yellow Sea;Sea of Okhotsk;Sea of Japan;Gulf of Guinea;Gulf of Mexico;Gulf of California;Bering Sea;Chesapeake Bay;Tasman Sea;Java Sea;Timor Sea;Caribbean Sea;Bosphorus
`;

/** Mountains: name | range | country | height in m. */
export const mountainRows: string = `
Mont Blanc|Alps|France|4806
Matterhorn|Alps|Switzerland|4478
Monte Rosa|Alps|Switzerland|4634
Eiger|Alps|Switzerland|3967
Jungfrau|Alps|Switzerland|4158
Grossglockner|Alps|Austria|3798
Zugspitze|Alps|Germany|2962
Triglav|Alps|Slovenia|2864
Marmolada|Alps|Italy|3343
Gran Paradiso|Alps|Italy|4061
Mount Etna||Italy|
Mount Vesuvius||Italy|1281
Gran Sasso|Apennines|Italy|2912
Aneto|Pyrenees|Spain|3404
Mulhacén|Sierra Nevada (Spain)>Sierra Nevada|Spain|3479
Teide||Spain|3715
Ben Nevis|Grampian Mountains|United Kingdom|1345
Snowdon||United Kingdom|1085
Carrauntoohil||Ireland|1039
Rysy|Tatra Mountains|Poland|2501
Gerlachovský štít|Tatra Mountains|Slovakia|2655
Moldoveanu|Carpathian Mountains|Romania|2544
Hoverla|Carpathian Mountains|Ukraine|2061
Musala|Rila|Bulgaria|2925
Mount Olympus||Greece|2917
Galdhøpiggen|Scandinavian Mountains|Norway|2469
Kebnekaise|Scandinavian Mountains|Sweden|
Hekla||Iceland|
Elbrus|Caucasus|Russia|5642
Kazbek|Caucasus|Georgia (country)|
Narodnaya|Ural Mountains|Russia|
Ararat||Turkey|5137
Damavand|Alborz|Iran|
Mount Everest|Himalayas|Nepal|8849
K2|Karakoram|Pakistan|8611
Kangchenjunga|Himalayas|Nepal|8586
Annapurna|Himalayas|Nepal|8091
Lhotse|Himalayas|Nepal|8516
Nanga Parbat|Himalayas|Pakistan|8126
Nanda Devi|Himalayas|India|7816
Mount Fuji||Japan|3776
Kinabalu||Malaysia|
Mount Apo||Philippines|
Krakatoa||Indonesia|
Kilimanjaro||Tanzania|5895
Mount Kenya||Kenya|5199
Toubkal|Atlas Mountains|Morocco|4167
Mount Sinai||Egypt|2285
Table Mountain||South Africa|
Denali|Alaska Range|United States|6190
Mount Whitney|Sierra Nevada (United States)>Sierra Nevada|United States|4421
Mount Rainier|Cascade Range|United States|4392
Mount Elbert|Rocky Mountains|United States|
Mount Mitchell|Appalachian Mountains|United States|2037
Mount Logan|Saint Elias Mountains|Canada|5959
Mount Robson|Rocky Mountains|Canada|3954
Popocatépetl||Mexico|
Pico de Orizaba||Mexico|5636
Aconcagua|Andes|Argentina|
Chimborazo|Andes|Ecuador|
Cotopaxi|Andes|Ecuador|5897
Huascarán|Andes|Peru|
Illimani|Andes|Bolivia|
Pico da Neblina||Brazil|
Mount Kosciuszko|Great Dividing Range|Australia|2228
Aoraki|Southern Alps|New Zealand|3724
`;

/** Lakes: name | countries. */
export const lakeRows: string = `
Lake Geneva|Switzerland;France
Lake Zurich|Switzerland
Lake Constance|Germany;Switzerland;Austria
Lake Como|Italy
Lake Garda|Italy
Lake Maggiore|Italy;Switzerland
Lake Trasimeno|Italy
Lake Balaton|Hungary
Lake Neusiedl|Austria;Hungary
Śniardwy|Poland
Loch Ness|United Kingdom
Lough Neagh|United Kingdom
Windermere|United Kingdom
Vänern|Sweden
Vättern|Sweden
Mjøsa|Norway
Lake Saimaa|Finland
Lake Peipus|Estonia;Russia
Lake Ladoga|Russia
Lake Onega|Russia
Lake Baikal|Russia
Lake Van|Turkey
Lake Tuz|Turkey
Lake Sevan|Armenia
Lake Urmia|Iran
Lake Balkhash|Kazakhstan
Lake Victoria>Victoria|Uganda;Kenya;Tanzania
Lake Tanganyika|Tanzania;Zambia
Lake Turkana|Kenya;Ethiopia
Lake Tana|Ethiopia
Lake Chad|Chad;Niger (country);Nigeria
Lake Nasser|Egypt;Sudan
Lake Superior|United States;Canada
Lake Michigan|United States
Lake Erie|United States;Canada
Lake Ontario|Canada;United States
Lake Huron|Canada;United States
Great Bear Lake|Canada
Great Slave Lake|Canada
Lake Winnipeg|Canada
Lake Tahoe|United States
Great Salt Lake|United States
Lake Nicaragua|Nicaragua
Lake Managua|Nicaragua
Lake Maracaibo|Venezuela
Lake Titicaca|Peru;Bolivia
Lake Biwa|Japan
Poyang Lake|China
Lake Eyre|Australia
Lake Taupo|New Zealand
`;

/** Islands: name | country | sea. */
export const islandRows: string = `
Corsica|France|Mediterranean Sea
Sicily|Italy|Mediterranean Sea
Sardinia|Italy|Mediterranean Sea
Elba|Italy|Mediterranean Sea
Capri|Italy|Mediterranean Sea
Murano|Italy|Adriatic Sea
Mallorca|Spain|Mediterranean Sea
Ibiza|Spain|Mediterranean Sea
Tenerife|Spain|Atlantic Ocean
Madeira (island)>Madeira|Portugal|Atlantic Ocean
São Miguel|Portugal|Atlantic Ocean
Texel|Netherlands|North Sea
Rügen|Germany|Baltic Sea
Sylt|Germany|North Sea
Usedom|Germany|Baltic Sea
Wolin|Poland|Baltic Sea
Crete|Greece|Mediterranean Sea
Rhodes|Greece|Aegean Sea
Lesbos|Greece|Aegean Sea
Samos|Greece|Aegean Sea
Zealand|Denmark|Baltic Sea
Bornholm|Denmark|Baltic Sea
Greenland|Denmark|Arctic Ocean
Gotland|Sweden|Baltic Sea
Spitsbergen|Norway|Arctic Ocean
Skye|United Kingdom|Atlantic Ocean
Isle of Wight|United Kingdom|English Channel
Saint Helena|United Kingdom|Atlantic Ocean
Achill|Ireland|Atlantic Ocean
Saaremaa|Estonia|Baltic Sea
Sakhalin|Russia|Sea of Okhotsk
Gökçeada|Turkey|Aegean Sea
Java|Indonesia|Java Sea
Sumatra|Indonesia|Indian Ocean
Bali|Indonesia|Java Sea
Luzon|Philippines|South China Sea
Mindanao|Philippines|Pacific Ocean
Hainan|China|South China Sea
Honshu|Japan|Pacific Ocean
Hokkaido|Japan|Sea of Japan
Kyushu|Japan|East China Sea
Phuket|Thailand|Andaman Sea
Jeju|South Korea|East China Sea
Zanzibar|Tanzania|Indian Ocean
Djerba|Tunisia|Mediterranean Sea
Robben Island|South Africa|Atlantic Ocean
Elephantine|Egypt|
Manhattan|United States|Atlantic Ocean
Oahu|United States|Pacific Ocean
Long Island|United States|Atlantic Ocean
Baffin Island|Canada|Arctic Ocean
Vancouver Island|Canada|Pacific Ocean
Newfoundland|Canada|Atlantic Ocean
Prince Edward Island|Canada|Atlantic Ocean
Cozumel|Mexico|Caribbean Sea
Easter Island|Chile|Pacific Ocean
Marajó|Brazil|Atlantic Ocean
Tasmania|Australia|Tasman Sea
Stewart Island|New Zealand|Pacific Ocean
`;
