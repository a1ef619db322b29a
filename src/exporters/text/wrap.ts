/** Sentences in lines of a page's width. */

/**
 * The words of a text in lines of at most `columns` cells, `first` before the first line and as many blanks before the others. A word
 * longer than a line keeps a line of its own.
 */
export function wrapText(text: string, columns: number, first = ""): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = " ".repeat(first.length);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
