//! Words of a few degrees, as documents and people have them.

/// An enum with its word in documents, and on screen and paper in both languages.
macro_rules! graded_words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal: $ja:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $ja] $variant),* }

        impl $name {
            /// Every one in order.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// The word in documents.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The word on screen and paper.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ja) => $ja, (Self::$variant, Lang::En) => $en),*
                }
            }
        }
    };
}
pub(in crate::policy) use graded_words;
