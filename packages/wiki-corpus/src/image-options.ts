/** Words that stand where a caption might, in the languages whose wikis translate them; sizes and `name=value` too. */
const words =
  "thumb thumbnail frame framed frameless border left right center centre none baseline sub super top middle bottom text-top text-bottom upright.* " +
  // German, Italian, French
  "mini miniatur gerahmt rahmenlos rand links rechts zentriert ohne hochkant.* " +
  "min miniatura riquadrato incornicia senza_cornice bordo sinistra destra centro nessuno verticale.* " +
  "vignette cadre encadré sans_cadre bordure gauche droite centré néant redresse.* " +
  // Spanish, Portuguese, Dutch
  "miniaturadeimagen miniatura marco sinmarco borde izquierda derecha izda dcha ninguna no " +
  "miniaturadaimagem commoldura semmoldura borda esquerda direita nenhum superiordireito.* " +
  "miniatuur omkaderd kaderloos rand geen rechtop.* " +
  // Polish, Czech, Swedish, Hungarian
  "mały ramka bezramki prawo lewo środek brak náhled rám vpravo vlevo střed okraj " +
  "mini ram inramad höger vänster centrerad stående.* bélyegkép bélyeg keretben jobb jobbra bal balra közép " +
  // Russian, Ukrainian, Latvian
  "мини миниатюра слева справа центр обрамить безрамки граница верх.* міні мініатюра ліворуч праворуч " +
  "sīktēls pa_labi pa_kreisi centrā rāmis " +
  // Japanese, Chinese
  "サムネイル 左 右 中央 なし 缩略图 縮圖 左 右 居中 无边框";

const names = words.split(" ").map((word) => word.replaceAll("_", " "));

export const imageOption: RegExp = new RegExp(
  `^(?:${names.join("|")}|\\d*x?\\d+ ?px|[\\p{L}_-]+ ?=.*)$`,
  "isu",
);
