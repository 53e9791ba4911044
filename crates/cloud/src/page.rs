//! Lists that are read in parts.

/// Part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items of this part.
    pub items: Vec<T>,
    /// How many items the whole list has.
    pub total: u64,
}

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many items come before it.
    pub offset: u64,
    /// How many items it has at most.
    pub size: u32,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            offset: 0,
            size: 100,
        }
    }
}
