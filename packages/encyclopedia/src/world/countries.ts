/** Countries: name | adjective | capital | continent | languages | currency | neighbours. `Title>name` where they differ. */
export const countryRows: string = `
France|French|Paris|Europe|French|euro|Spain;Germany;Italy;Belgium;Switzerland;Luxembourg
Germany|German|Berlin|Europe|German|euro|France;Poland;Austria;Denmark;Netherlands;Belgium;Switzerland;Czech Republic;Luxembourg
Italy|Italian|Rome|Europe|Italian|euro|France;Austria;Switzerland;Slovenia
Spain|Spanish|Madrid|Europe|Spanish;Catalan;Basque|euro|France;Portugal
Portugal|Portuguese|Lisbon|Europe|Portuguese|euro|Spain
United Kingdom|British|London|Europe|English|pound sterling|Ireland
Ireland|Irish|Dublin|Europe|Irish;English|euro|United Kingdom
Netherlands|Dutch|Amsterdam|Europe|Dutch|euro|Germany;Belgium
Belgium|Belgian|Brussels|Europe|Dutch;French;German|euro|France;Germany;Netherlands;Luxembourg
Luxembourg|Luxembourgish|Luxembourg City|Europe|Luxembourgish;French;German|euro|France;Germany;Belgium
Switzerland|Swiss|Bern|Europe|German;French;Italian;Romansh|Swiss franc|France;Germany;Italy;Austria
Austria|Austrian|Vienna|Europe|German|euro|Germany;Italy;Switzerland;Hungary;Czech Republic;Slovakia;Slovenia
Poland|Polish|Warsaw|Europe|Polish|złoty|Germany;Czech Republic;Slovakia;Ukraine;Lithuania;Russia
Czech Republic|Czech|Prague|Europe|Czech|Czech koruna|Germany;Poland;Austria;Slovakia
Slovakia|Slovak|Bratislava|Europe|Slovak|euro|Poland;Czech Republic;Austria;Hungary;Ukraine
Hungary|Hungarian|Budapest|Europe|Hungarian|forint|Austria;Slovakia;Romania;Serbia;Croatia;Slovenia;Ukraine
Slovenia|Slovenian|Ljubljana|Europe|Slovene|euro|Italy;Austria;Hungary;Croatia
Croatia|Croatian|Zagreb|Europe|Croatian|euro|Slovenia;Hungary;Serbia
Serbia|Serbian|Belgrade|Europe|Serbian|Serbian dinar|Hungary;Romania;Bulgaria;Croatia
Romania|Romanian|Bucharest|Europe|Romanian|Romanian leu|Hungary;Serbia;Bulgaria;Ukraine
Bulgaria|Bulgarian|Sofia|Europe|Bulgarian|lev|Romania;Serbia;Greece;Turkey
Greece|Greek|Athens|Europe|Greek|euro|Bulgaria;Turkey;Albania
Albania|Albanian|Tirana|Europe|Albanian|Albanian lek|Greece
Ukraine|Ukrainian|Kyiv|Europe|Ukrainian|hryvnia|Poland;Slovakia;Hungary;Romania;Russia
Lithuania|Lithuanian|Vilnius|Europe|Lithuanian|euro|Poland;Latvia;Russia
Latvia|Latvian|Riga|Europe|Latvian|euro|Lithuania;Estonia;Russia
Estonia|Estonian|Tallinn|Europe|Estonian|euro|Latvia;Russia
Finland|Finnish|Helsinki|Europe|Finnish;Swedish|euro|Sweden;Norway;Russia
Sweden|Swedish|Stockholm|Europe|Swedish|Swedish krona|Norway;Finland
Norway|Norwegian|Oslo|Europe|Norwegian|Norwegian krone|Sweden;Finland;Russia
Denmark|Danish|Copenhagen|Europe|Danish|Danish krone|Germany
Iceland|Icelandic|Reykjavík|Europe|Icelandic|Icelandic króna|
Russia|Russian|Moscow|Europe|Russian|Russian ruble|Norway;Finland;Estonia;Latvia;Ukraine;Georgia (country);Kazakhstan;China;Mongolia
Georgia (country)>Georgia|Georgian|Tbilisi|Asia|Georgian|lari|Russia;Turkey;Armenia
Armenia|Armenian|Yerevan|Asia|Armenian|dram|Georgia (country);Turkey;Iran
Turkey|Turkish|Ankara|Asia|Turkish|Turkish lira|Greece;Bulgaria;Georgia (country);Armenia;Iran;Iraq;Syria
Syria|Syrian|Damascus|Asia|Arabic|Syrian pound|Turkey;Iraq;Jordan (country);Lebanon
Lebanon|Lebanese|Beirut|Asia|Arabic|Lebanese pound|Syria;Israel
Israel|Israeli||Asia|Hebrew|shekel|Lebanon;Syria;Jordan (country);Egypt
Jordan (country)>Jordan|Jordanian|Amman|Asia|Arabic|Jordanian dinar|Syria;Iraq;Israel;Saudi Arabia
Saudi Arabia|Saudi|Riyadh|Asia|Arabic|Saudi riyal|Jordan (country);Iraq;Yemen;Oman
Yemen|Yemeni|Sanaa|Asia|Arabic|Yemeni rial|Saudi Arabia;Oman
Oman|Omani|Muscat|Asia|Arabic|Omani rial|Saudi Arabia;Yemen
Iraq|Iraqi|Baghdad|Asia|Arabic;Kurdish|Iraqi dinar|Turkey;Iran;Syria;Jordan (country);Saudi Arabia
Iran|Iranian|Tehran|Asia|Persian|Iranian rial|Turkey;Iraq;Armenia;Afghanistan;Pakistan
Afghanistan|Afghan|Kabul|Asia|Pashto;Persian|afghani|Iran;Pakistan;China
Pakistan|Pakistani|Islamabad|Asia|Urdu;English|Pakistani rupee|India;Iran;Afghanistan;China
India|Indian|New Delhi|Asia|Hindi;English|Indian rupee|Pakistan;China;Nepal;Bangladesh;Myanmar
Nepal|Nepali|Kathmandu|Asia|Nepali|Nepalese rupee|India;China
Bangladesh|Bangladeshi|Dhaka|Asia|Bengali|taka|India;Myanmar
Myanmar|Burmese|Naypyidaw|Asia|Burmese|kyat|India;Bangladesh;China;Thailand;Laos
Thailand|Thai|Bangkok|Asia|Thai|baht|Myanmar;Laos;Cambodia;Malaysia
Laos|Lao|Vientiane|Asia|Lao|kip|Thailand;Vietnam;Cambodia;China;Myanmar
Cambodia|Cambodian|Phnom Penh|Asia|Khmer|riel|Thailand;Laos;Vietnam
Vietnam|Vietnamese|Hanoi|Asia|Vietnamese|đồng|China;Laos;Cambodia
Malaysia|Malaysian|Kuala Lumpur|Asia|Malay|ringgit|Thailand;Indonesia
Indonesia|Indonesian|Jakarta|Asia|Indonesian|rupiah|Malaysia
Philippines|Filipino|Manila|Asia|Filipino;English|Philippine peso|
China|Chinese|Beijing|Asia|Chinese|renminbi|Russia;Mongolia;India;Nepal;Vietnam;Laos;Myanmar;Kazakhstan;North Korea
Mongolia|Mongolian|Ulaanbaatar|Asia|Mongolian|tögrög|Russia;China
Kazakhstan|Kazakh|Astana|Asia|Kazakh;Russian|tenge|Russia;China
North Korea|North Korean|Pyongyang|Asia|Korean|North Korean won|China;South Korea
South Korea|South Korean|Seoul|Asia|Korean|South Korean won|North Korea
Japan|Japanese|Tokyo|Asia|Japanese|yen|
Egypt|Egyptian|Cairo|Africa|Arabic|Egyptian pound|Libya;Sudan;Israel
Libya|Libyan|Tripoli|Africa|Arabic|Libyan dinar|Egypt;Tunisia;Algeria;Sudan;Chad;Niger (country)
Tunisia|Tunisian|Tunis|Africa|Arabic|Tunisian dinar|Libya;Algeria
Algeria|Algerian|Algiers|Africa|Arabic;Berber|Algerian dinar|Tunisia;Libya;Morocco;Niger (country);Mali
Morocco|Moroccan|Rabat|Africa|Arabic;Berber|Moroccan dirham|Algeria
Sudan|Sudanese|Khartoum|Africa|Arabic;English|Sudanese pound|Egypt;Libya;Chad;Ethiopia
Chad|Chadian|N'Djamena|Africa|Arabic;French|Central African franc|Libya;Sudan;Niger (country);Nigeria
Niger (country)>Niger|Nigerien|Niamey|Africa|French|West African franc|Libya;Algeria;Mali;Nigeria;Chad
Mali|Malian|Bamako|Africa|Bambara|West African franc|Algeria;Niger (country);Senegal;Guinea
Senegal|Senegalese|Dakar|Africa|French|West African franc|Mali;Guinea
Guinea|Guinean|Conakry|Africa|French|Guinean franc|Senegal;Mali
Ghana|Ghanaian|Accra|Africa|English|cedi|
Nigeria|Nigerian|Abuja|Africa|English|naira|Niger (country);Chad
Ethiopia|Ethiopian|Addis Ababa|Africa|Amharic|birr|Sudan;Kenya
Kenya|Kenyan|Nairobi|Africa|Swahili;English|Kenyan shilling|Ethiopia;Uganda;Tanzania
Uganda|Ugandan|Kampala|Africa|English;Swahili|Ugandan shilling|Kenya;Tanzania
Tanzania|Tanzanian|Dodoma|Africa|Swahili;English|Tanzanian shilling|Kenya;Uganda;Mozambique;Zambia
Zambia|Zambian|Lusaka|Africa|English|kwacha|Tanzania;Mozambique;Zimbabwe
Zimbabwe|Zimbabwean|Harare|Africa|English;Shona|Zimbabwean dollar|Zambia;Mozambique;South Africa
Mozambique|Mozambican|Maputo|Africa|Portuguese|metical|Tanzania;Zambia;Zimbabwe;South Africa
South Africa|South African|Pretoria|Africa|Afrikaans;English;Zulu;Xhosa|rand|Mozambique;Zimbabwe
United States|American|Washington, D.C.|North America|English|United States dollar|Canada;Mexico
Canada|Canadian|Ottawa|North America|English;French|Canadian dollar|United States
Mexico|Mexican|Mexico City|North America|Spanish|Mexican peso|United States;Guatemala
Guatemala|Guatemalan|Guatemala City|North America|Spanish|quetzal|Mexico
Nicaragua|Nicaraguan|Managua|North America|Spanish|córdoba|Costa Rica
Costa Rica|Costa Rican|San José|North America|Spanish|colón|Nicaragua;Panama
Panama|Panamanian|Panama City|North America|Spanish|balboa|Costa Rica;Colombia
Cuba|Cuban|Havana|North America|Spanish|Cuban peso|
Jamaica|Jamaican|Kingston, Jamaica>Kingston|North America|English|Jamaican dollar|
Colombia|Colombian|Bogotá|South America|Spanish|Colombian peso|Panama;Venezuela;Brazil;Peru;Ecuador
Venezuela|Venezuelan|Caracas|South America|Spanish|bolívar|Colombia;Brazil
Ecuador|Ecuadorian|Quito|South America|Spanish|United States dollar|Colombia;Peru
Peru|Peruvian|Lima|South America|Spanish;Quechua|sol|Ecuador;Colombia;Brazil;Bolivia;Chile
Bolivia|Bolivian|Sucre|South America|Spanish;Quechua|boliviano|Peru;Brazil;Paraguay;Argentina;Chile
Chile|Chilean|Santiago|South America|Spanish|Chilean peso|Peru;Bolivia;Argentina
Argentina|Argentine|Buenos Aires|South America|Spanish|Argentine peso|Chile;Bolivia;Paraguay;Brazil;Uruguay
Uruguay|Uruguayan|Montevideo|South America|Spanish|Uruguayan peso|Argentina;Brazil
Paraguay|Paraguayan|Asunción|South America|Spanish;Guarani|guaraní|Argentina;Bolivia;Brazil
Brazil|Brazilian|Brasília|South America|Portuguese|real|Colombia;Venezuela;Peru;Bolivia;Paraguay;Argentina;Uruguay
Australia|Australian|Canberra|Oceania|English|Australian dollar|
New Zealand|New Zealander|Wellington|Oceania|English;Māori|New Zealand dollar|
`;
