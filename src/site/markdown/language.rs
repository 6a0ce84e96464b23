//! The languages that code is highlighted in, as data: what a comment, a text and a word of each looks like.

/// How a language is read, as far as its colours go.
pub(super) struct Language {
    /// The words that a fence may name it by.
    pub(super) names: &'static str,
    /// What begins a comment that ends with its line.
    pub(super) line: &'static [&'static str],
    /// What begins and ends a longer comment.
    pub(super) block: &'static [(&'static str, &'static str)],
    /// What begins and ends a text.
    pub(super) texts: &'static [Text],
    /// Its own words.
    pub(super) keywords: &'static str,
    /// Words that stand for a value or a type that comes with it.
    pub(super) constants: &'static str,
    /// Words after which something is given a name.
    pub(super) defines: &'static str,
    /// Characters of a word besides letters, digits and `_`.
    pub(super) letters: &'static str,
    /// What the words are like.
    pub(super) shape: Shape,
}

/// A text in quotes.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// A backslash takes the next character in.
    pub(super) escapes: bool,
    /// May go over several lines.
    pub(super) long: bool,
}

/// What is peculiar to a family of languages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Words mean what they say.
    Words,
    /// Words mean the same in capitals.
    AnyCase,
    /// A word in front of `:` or `=` is a key.
    Keys,
    /// Tags in angle brackets.
    Tags,
    /// Lines that begin with a sign.
    Lines,
}

const fn text(open: &'static str, close: &'static str) -> Text {
    Text {
        open,
        close,
        escapes: true,
        long: false,
    }
}

const fn long(open: &'static str, close: &'static str) -> Text {
    Text {
        long: true,
        ..text(open, close)
    }
}

const fn raw(open: &'static str, close: &'static str) -> Text {
    Text {
        escapes: false,
        ..text(open, close)
    }
}

const DOUBLE: Text = text("\"", "\"");
const SINGLE: Text = text("'", "'");
const BACKTICK: Text = long("`", "`");
const SLASHES: &[(&str, &str)] = &[("/*", "*/")];

const PLAIN: Language = Language {
    names: "",
    line: &[],
    block: &[],
    texts: &[DOUBLE, SINGLE],
    keywords: "",
    constants: "true false null",
    defines: "",
    letters: "",
    shape: Shape::Words,
};

const C_LIKE: Language = Language {
    line: &["//"],
    block: SLASHES,
    ..PLAIN
};

/// Every language.
const LANGUAGES: [Language; 25] = [
    Language {
        names: "rust rs",
        texts: &[raw("r#\"", "\"#"), long("\"", "\"")],
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move \
                   mut pub ref return self Self static struct super trait type unsafe use where while",
        constants: "true false None Some Ok Err bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 \
                    String Vec Option Result Box",
        defines: "fn struct enum trait mod type",
        ..C_LIKE
    },
    Language {
        names: "javascript js jsx mjs cjs typescript ts tsx json5",
        texts: &[DOUBLE, SINGLE, BACKTICK],
        keywords: "abstract as async await break case catch class const continue debugger declare default delete do else enum \
                   export extends finally for from function if implements import in instanceof interface let new of private \
                   protected public readonly return satisfies static super switch this throw try type typeof var void while \
                   with yield",
        constants: "true false null undefined NaN Infinity string number boolean any unknown never object",
        defines: "function class interface enum type",
        letters: "$",
        ..C_LIKE
    },
    Language {
        names: "java kotlin kt kts scala groovy gradle",
        texts: &[long("\"\"\"", "\"\"\""), DOUBLE, SINGLE],
        keywords: "abstract as assert break by case catch class companion const continue data def default do else enum extends \
                   final finally for fun given if implements implicit import in inline instanceof interface internal is lazy \
                   lateinit match new object open override package private protected public record return sealed static super \
                   suspend switch synchronized this throw throws trait try type using val var void volatile when while with yield",
        constants: "true false null int long short byte char float double boolean Int Long Double Boolean String Unit Any \
                    List Map Option",
        defines: "class interface object trait fun def enum record",
        ..C_LIKE
    },
    Language {
        names: "c h c++ cpp cc hpp objective-c objc",
        keywords: "alignas alignof auto break case catch class const constexpr continue decltype default delete do else enum \
                   explicit extern final for friend goto if inline mutable namespace new noexcept operator override private \
                   protected public register return sizeof static struct switch template this throw try typedef typename \
                   union using virtual volatile while include define ifdef ifndef endif pragma",
        constants: "true false nullptr NULL void bool char short int long float double signed unsigned size_t int8_t int16_t \
                    int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
        defines: "class struct enum namespace union",
        ..C_LIKE
    },
    Language {
        names: "csharp cs c# fsharp fs",
        keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum \
                   event explicit extern finally fixed for foreach get if implicit in init interface internal is let lock \
                   namespace new operator out override params partial private protected public readonly record ref return \
                   sealed set static struct switch this throw try typeof using var virtual void where while yield",
        constants: "true false null bool byte char decimal double float int long object short string uint ulong",
        defines: "class interface struct enum record namespace",
        ..C_LIKE
    },
    Language {
        names: "go golang",
        texts: &[
            DOUBLE,
            SINGLE,
            Text {
                escapes: false,
                ..BACKTICK
            },
        ],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
                   package range return select struct switch type var",
        constants: "true false nil iota bool byte error float32 float64 int int8 int16 int32 int64 rune string uint uint8 \
                    uint16 uint32 uint64 any",
        defines: "func type package",
        ..C_LIKE
    },
    Language {
        names: "swift",
        texts: &[long("\"\"\"", "\"\"\""), DOUBLE],
        keywords: "actor as associatedtype async await break case catch class continue default defer deinit do else enum \
                   extension fallthrough fileprivate final for func guard if import in init inout internal is lazy let mutating \
                   open operator override private protocol public repeat return self Self some static struct subscript super \
                   switch throw throws try typealias var weak where while",
        constants: "true false nil Int Double Float Bool String Any",
        defines: "func class struct enum protocol extension",
        ..C_LIKE
    },
    Language {
        names: "php",
        line: &["//", "#"],
        keywords: "abstract and as break case catch class clone const continue declare default do echo else elseif empty enum \
                   extends final finally fn for foreach function global if implements include instanceof interface isset \
                   list match namespace new or print private protected public readonly require return static switch throw \
                   trait try unset use var while xor yield",
        constants: "true false null array bool float int object string void self parent",
        defines: "function class interface trait enum",
        letters: "$",
        ..C_LIKE
    },
    Language {
        names: "python py python3",
        line: &["#"],
        texts: &[long("\"\"\"", "\"\"\""), long("'''", "'''"), DOUBLE, SINGLE],
        keywords: "and as assert async await break case class continue def del elif else except finally for from global if \
                   import in is lambda match nonlocal not or pass raise return try while with yield",
        constants: "True False None self cls int float str bool bytes list dict set tuple object",
        defines: "def class",
        ..PLAIN
    },
    Language {
        names: "ruby rb rake",
        line: &["#"],
        keywords: "alias and begin break case class def defined do else elsif end ensure for if in module next not or redo \
                   rescue retry return self super then undef unless until when while yield require attr_reader attr_accessor",
        constants: "true false nil",
        defines: "def class module",
        letters: "@?!",
        ..PLAIN
    },
    Language {
        names: "bash sh shell zsh ksh fish powershell ps1",
        line: &["#"],
        texts: &[
            long("\"", "\""),
            Text {
                long: true,
                ..raw("'", "'")
            },
        ],
        keywords: "break case continue do done elif else esac eval exec exit export fi for function if in local readonly \
                   return select set shift source then trap unset until while",
        constants: "true false",
        defines: "function",
        letters: "-$",
        ..PLAIN
    },
    Language {
        names: "sql postgresql psql pgsql plpgsql mysql sqlite tsql",
        line: &["--"],
        block: SLASHES,
        texts: &[raw("'", "'"), raw("\"", "\"")],
        keywords: "add all alter and as asc begin between by cascade case check column commit constraint create cross database \
                   default delete desc distinct drop else end except exists foreign from full function grant group having if \
                   in index inner insert intersect into is join key left like limit not offset on or order outer over \
                   partition primary procedure references returning returns revoke right rollback select set table then to \
                   transaction trigger truncate union unique update using values view when where with",
        constants: "true false null bigint bigserial boolean bytea char date decimal double float int integer json jsonb \
                    numeric real serial smallint text time timestamp timestamptz uuid varchar",
        shape: Shape::AnyCase,
        ..PLAIN
    },
    Language {
        names: "yaml yml",
        line: &["#"],
        texts: &[DOUBLE, raw("'", "'")],
        constants: "true false null yes no on off",
        letters: "-./",
        shape: Shape::Keys,
        ..PLAIN
    },
    Language {
        names: "json jsonc",
        line: &["//"],
        texts: &[DOUBLE],
        shape: Shape::Keys,
        ..PLAIN
    },
    Language {
        names: "toml ini cfg conf properties env editorconfig",
        line: &["#", ";"],
        texts: &[long("\"\"\"", "\"\"\""), DOUBLE, raw("'", "'")],
        letters: "-.",
        shape: Shape::Keys,
        ..PLAIN
    },
    Language {
        names: "hcl terraform tf nix nginx",
        line: &["#", "//"],
        block: SLASHES,
        keywords: "resource data variable output module provider terraform locals for in if else let inherit with import \
                   server location upstream",
        letters: "-",
        shape: Shape::Keys,
        ..PLAIN
    },
    Language {
        names: "css scss less",
        line: &["//"],
        block: SLASHES,
        keywords: "important media import supports layer container keyframes font-face",
        constants: "none auto inherit initial unset",
        letters: "-",
        shape: Shape::Keys,
        ..PLAIN
    },
    Language {
        names: "html xml svg vue xhtml xsd plist",
        block: &[("<!--", "-->")],
        constants: "",
        letters: "-:",
        shape: Shape::Tags,
        ..PLAIN
    },
    Language {
        names: "diff patch",
        shape: Shape::Lines,
        texts: &[],
        ..PLAIN
    },
    Language {
        names: "dockerfile docker containerfile makefile make cmake",
        line: &["#"],
        keywords: "FROM AS RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD HEALTHCHECK SHELL \
                   include define endef ifeq ifneq ifdef ifndef else endif export",
        letters: "-$",
        ..PLAIN
    },
    Language {
        names: "lua",
        line: &["--"],
        block: &[("--[[", "]]")],
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        constants: "true false nil self",
        defines: "function",
        ..PLAIN
    },
    Language {
        names: "haskell hs elm purescript",
        line: &["--"],
        block: &[("{-", "-}")],
        texts: &[DOUBLE],
        keywords: "case class data deriving do else if import in infix infixl infixr instance let module newtype of port then \
                   type where",
        constants: "True False Nothing Just Int Integer String Bool Maybe Either IO",
        defines: "data newtype type class module",
        letters: "'",
        ..PLAIN
    },
    Language {
        names: "elixir ex exs erlang erl",
        line: &["#", "%"],
        texts: &[long("\"\"\"", "\"\"\""), DOUBLE, SINGLE],
        keywords: "after alias and begin case catch cond def defmacro defmodule defp defstruct do else end fn for fun if import \
                   in not of or quote raise receive require rescue try unless unquote use when with",
        constants: "true false nil",
        defines: "def defp defmodule defmacro",
        letters: "@?!",
        ..PLAIN
    },
    Language {
        names: "lisp clojure clj scheme elisp racket",
        line: &[";"],
        texts: &[long("\"", "\"")],
        keywords: "def defn defmacro defun defvar fn lambda let let* if cond case do loop recur ns require when quote set! define",
        constants: "true false nil t",
        defines: "def defn defun defmacro define",
        letters: "-*?!<>=/+",
        ..PLAIN
    },
    Language {
        names: "protobuf proto graphql gql thrift",
        line: &["//", "#"],
        block: SLASHES,
        texts: &[long("\"\"\"", "\"\"\""), DOUBLE],
        keywords: "syntax package import option message enum service rpc returns repeated optional required oneof map reserved \
                   stream type interface union input query mutation subscription fragment on schema scalar directive extend \
                   implements struct namespace",
        constants: "true false null string bool bytes int32 int64 uint32 uint64 float double String Int Float Boolean ID",
        defines: "message enum service rpc type interface input union struct",
        ..PLAIN
    },
];

/// The language of that name.
pub(super) fn named(name: &str) -> Option<&'static Language> {
    let mut languages = LANGUAGES.iter();
    languages.find(|language| has(language.names, name))
}

/// Whether a word is among those between spaces.
pub(super) fn has(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split_ascii_whitespace().any(|known| known == word)
}
