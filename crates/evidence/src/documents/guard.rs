//! Keeps a panic in a parser that we do not own from ending the run.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `f`; `None` if it panics. Its panic message is not printed; those of other threads are.
pub(super) fn contain<T>(f: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let outer = QUIET.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    QUIET.set(outer);
    result.ok()
}

/// Runs `f` like [`contain`], on a thread with `stack` bytes of stack.
pub(super) fn contain_deep<T: Send>(stack: usize, f: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, || contain(f));
        thread.ok()?.join().ok()?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_none_and_the_thread_lives() {
        assert_eq!(contain(|| [1, 2, 3].iter().sum::<i32>()), Some(6));
        assert_eq!(contain(|| -> i32 { panic!("a parser's bug") }), None);
        assert_eq!(contain_deep(1 << 20, || -> i32 { panic!("a parser's bug") }), None);
    }
}
