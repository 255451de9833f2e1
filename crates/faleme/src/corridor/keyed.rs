//! Whether a name is another one, told without folding each of many.

use base::fold_key;

/// Whether the key of a name is this one: the same as `fold_key(name) == key`, without folding names that begin otherwise.
pub fn has_key(name: &str, key: &str) -> bool {
    let plain = name.bytes().take_while(u8::is_ascii_alphanumeric);
    let mut keys = key.bytes();
    for byte in plain {
        if keys.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
    }
    fold_key(name) == key
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_name_has_its_key_and_no_other(name in "[A-Ca-c1éÉœ’\u{301}\u{ad} -]{0,6}", other in "[A-Ca-c1éœ -]{0,6}") {
            let key = fold_key(&other);
            prop_assert_eq!(has_key(&name, &key), fold_key(&name) == key);
            prop_assert!(has_key(&name, &fold_key(&name)));
        }
    }
}
