/** What begins a redirect page, in any language, for dumps whose schema has no `<redirect>`. */
const words = [
  ..."redirect redirection rinvia weiterleitung redirección redirecionamento doorverwijzing omdirigering".split(
    " ",
  ),
  ..."omdirigering ohjaus uudelleenohjaus přesměruj presmeruj átirányítás redirecteaza přesměrování".split(
    " ",
  ),
  ..."patrz przekieruj tam перенаправление перенаправлення пренасочване преусмери preusmjeri yönlendirme".split(
    " ",
  ),
  ..."転送 リダイレクト 重定向 넘겨주기 تحويل تغییرمسیر הפניה ανακατευθυνση đổi alih lencong birzuzendu redirigez".split(
    " ",
  ),
  ..."pāradresācija puoradresiejs suunamine viidake".split(" "),
];

const pattern = new RegExp(`^\\s*#\\s*(?:${words.join("|")})\\s*:?\\s*\\[\\[([^\\[\\]{}|\\n]*)`, "iu");

/** The target of wikitext that is a redirect, leniently: "#redirect: [[x]]", "#REDIRECT[[x]]". */
export function redirectTarget(wikitext: string): string | undefined {
  return pattern.exec(wikitext)?.[1];
}
