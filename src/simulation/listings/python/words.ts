/** The words of Python that a program cannot use for its own things. */

const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except exec finally for from global if import in is lambda nonlocal not or pass print raise return try while with yield match case type";

const BUILTINS =
  "abs all any bin bool bytes call callable chr complex dict dir divmod enumerate eval filter float format frozenset getattr globals hash help hex id input int isinstance iter len list locals map max min next object oct open ord pow property range repr reversed round set slice sorted str sum super tuple vars zip";

/** Modules and names of the programs themselves. */
const OWN =
  "asyncio contextlib ctypes functools gevent hashlib interpreters itertools multiprocessing os queue resource runpy sys threading time Queue Process ThreadPoolExecutor ProcessPoolExecutor wait main pool spin crunch hash_rounds rounds_per_ms count counts_per_ms until call share work group task tasks thread threads process processes greenlet greenlets future futures part parts value blocking_sleep in_interpreter thread_of take give loop n monkey job_ pipe interpreter error test code";

export const RESERVED: readonly string[] = `${KEYWORDS} ${BUILTINS} ${OWN}`.split(" ");

const EXCEPTIONS = new Set(
  "ArithmeticError AssertionError AttributeError BufferError EOFError Exception ImportError IndexError KeyError LookupError MemoryError NameError NotImplementedError OSError OverflowError RuntimeError StopIteration SyntaxError SystemError TypeError UnicodeError ValueError ZeroDivisionError TimeoutError ConnectionError".split(
    " ",
  ),
);

/** What `raise` says: an exception that Python has, or a plain one with this text. */
export const exceptionOf = (error: string): string =>
  EXCEPTIONS.has(error) ? error : `Exception(${JSON.stringify(error.normalize("NFKD").replace(/[^\x20-\x7e]/g, ""))})`;
