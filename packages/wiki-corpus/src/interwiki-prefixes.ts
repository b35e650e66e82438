/** Language codes of Wikipedias: `[[fr:Chat]]` is a pointer of the side bar, not part of the text. */
const languages = `
aa ab ace ady af ak als alt am ami an ang ann anp ar arc ary arz as ast atj av avk awa ay az azb
ba ban bar bat-smg bbc bcl bdr be be-tarask be-x-old bew bg bh bi bjn blk bm bn bo bpy br bs btm bug bxr
ca cbk-zam cdo ce ceb ch cho chr chy ckb co cr crh cs csb cu cv cy cz da dag de dga din diq dk dsb dtp dty dv dz
ee el eml en eo es et eu ext fa fat ff fi fiu-vro fj fo fon fr frp frr fur fy
ga gag gan gcr gd gl glk gn gom gor got gpe gu guc gur guw gv ha hak haw he hi hif ho hr hsb ht hu hy hyw hz
ia iba id ie ig igl ii ik ilo inh io is it iu ja jam jbo jp jv
ka kaa kab kbd kbp kcg kg kge ki kj kk kl km kn knc ko koi kr krc ks ksh ku kus kv kw ky
la lad lb lbe lez lfn lg li lij lld lmo ln lo lrc lt ltg lv lzh
mad mai map-bms mdf mg mh mhr mi min minnan mk ml mn mni mnw mo mos mr mrj ms mt mus mwl my myv mzn
na nah nan nap nb nds nds-nl ne new ng nia nl nn no nov nqo nr nrm nso nv ny
oc olo om or os pa pag pam pap pcd pcm pdc pfl pi pih pl pms pnb pnt ps pt pwn qu
rm rmy rn ro roa-rup roa-tara rsk ru rue rup rw sa sah sat sc scn sco sd se sg sgs sh shi shn shy si simple sk skr
sl sm smn sn so sq sr srn ss st stq su sv sw szl szy
ta tay tcy tdd te tet tg th ti tig tk tl tly tn to tpi tr trv ts tt tum tw ty tyv
udm ug uk ur uz ve vec vep vi vls vo vro wa war wo wuu xal xh xmf yi yo yue
za zea zgh zh zh-cfr zh-classical zh-cn zh-min-nan zh-tw zh-yue zu`;

/** Other projects and sites: their links are text, never entities. */
const projects = `
b c chapter commons d doi f foundation incubator m mail mediazilla meta metawikimedia metawikipedia mw n outreach
phab phabricator q s sep11 species strategy tools v voy w wikia wikibooks wikidata wikimedia wikinews wikipedia
wikiquote wikisource wikispecies wikitech wikiversity wikivoyage wikt wiktionary wmf arxiv bugzilla bugzilla
google imdbname imdbtitle irc isbn issn jstor mbid memoryalpha oeis openlibrary orthodoxwiki pubmed rfc
uncyclopedia usemod viaf wikiindex hdl ssrn toollabs toolforge`;

export const languagePrefixes: ReadonlySet<string> = new Set(languages.trim().split(/\s+/));
export const projectPrefixes: ReadonlySet<string> = new Set(projects.trim().split(/\s+/));
