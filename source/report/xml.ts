// What XML 1.0 §2.2 has no character for, lone surrogates and the marks that hide text among them.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

/** Text as the content or an attribute of XML or HTML. */
export const markupText = (text: string): string => text.replace(forbidden, '·').replace(/[&<>"']/g, sign => entities[sign] ?? sign);
