//! Chance that repeats: numbers drawn from a seed and a few words, so that a fact (an id, an order) depends on what it is
//! about and not on how many facts were drawn before it. Not for secrets.

/// SplitMix64: small, and good enough for made-up data.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// A stream of its own for this seed and these words.
    pub(crate) fn about(seed: u64, words: &[&str]) -> Self {
        let mut state = mix(seed ^ 0x5119_AA75);
        for word in words {
            for byte in word.bytes().chain([0xFF]) {
                state = mix(state ^ u64::from(byte));
            }
        }
        Self(state)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A position in a list of this length, which must not be 0.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// 32 lower-case hex digits without dashes, the form of every id but a server's.
    pub(crate) fn hex_id(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFF,
            0x8000 | (low >> 50),
            low & 0xFFFF_FFFF_FFFF
        )
    }

    /// Brings a list into an order that is never the one it came in (one element has no other).
    pub(crate) fn disarrange<T>(&mut self, list: &mut Vec<T>) {
        let mut order: Vec<usize> = (0..list.len()).collect();
        for last in (1..order.len()).rev() {
            let other = self.index(last + 1);
            order.swap(last, other);
        }
        if order.is_sorted() && order.len() > 1 {
            order.rotate_left(1);
        }
        let mut slots: Vec<Option<T>> = list.drain(..).map(Some).collect();
        list.extend(order.into_iter().filter_map(|at| slots[at].take()));
    }
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_id() {
        let id = |seed, word| Random::about(seed, &[word]).hex_id();
        assert_eq!(id(1, "web"), id(1, "web"));
        assert_ne!(id(1, "web"), id(2, "web"));
        assert_ne!(id(1, "web"), id(1, "app"));
        assert_eq!(id(1, "web").len(), 32);
    }

    #[test]
    fn an_order_never_stays() {
        for seed in 0..200 {
            let mut list = vec![1, 2, 3];
            Random::about(seed, &["x"]).disarrange(&mut list);
            assert_ne!(list, [1, 2, 3]);
            list.sort_unstable();
            assert_eq!(list, [1, 2, 3]);
        }
    }
}
