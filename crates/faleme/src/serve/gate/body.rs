//! The body of a request as it arrives: so long at the most, and not too slowly.

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// Nothing for so long, and the client is let go.
const IDLE: Duration = Duration::from_secs(20);
/// Beside the time that a line of `SLOWEST` needs, a body may take so long.
const GRACE: Duration = Duration::from_secs(60);
/// Bytes a second that the slowest line brings: a mobile phone on 2G.
const SLOWEST: u64 = 2_000;

/// Why a body ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is longer than there is room for.
    TooLong,
    /// It comes too slowly.
    TooSlow,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the body is longer than there is room for",
            Self::TooSlow => "the body came too slowly",
        })
    }
}

impl std::error::Error for Cut {}

/// A body that is counted and timed.
pub struct Metered {
    inner: Body,
    room: u64,
    came: u64,
    began: Instant,
    wait: Pin<Box<Sleep>>,
}

impl Metered {
    /// At most `room` bytes.
    pub fn new(inner: Body, room: u64) -> Self {
        Self { inner, room, came: 0, began: Instant::now(), wait: Box::pin(tokio::time::sleep(IDLE)) }
    }

    /// The next bytes; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, axum::Error> {
        loop {
            match std::future::poll_fn(|cx| Pin::new(&mut *self).poll_frame(cx)).await {
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
                Some(Err(error)) => return Err(error),
                None => return Ok(None),
            }
        }
    }

    fn late(&self) -> bool {
        self.began.elapsed() > GRACE + Duration::from_secs(self.came / SLOWEST)
    }
}

impl HttpBody for Metered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        match Pin::new(&mut this.inner).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                this.came += frame.data_ref().map_or(0, |data| data.len() as u64);
                if this.came > this.room {
                    return Poll::Ready(Some(Err(axum::Error::new(Cut::TooLong))));
                }
                if this.late() {
                    return Poll::Ready(Some(Err(axum::Error::new(Cut::TooSlow))));
                }
                this.wait.as_mut().reset(Instant::now() + IDLE);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(other) => Poll::Ready(other),
            Poll::Pending => {
                std::task::ready!(this.wait.as_mut().poll(cx));
                Poll::Ready(Some(Err(axum::Error::new(Cut::TooSlow))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// What was read of a body, and the rest of it.
pub struct Rejoined {
    /// Read already.
    pub head: Option<Bytes>,
    /// Still to come.
    pub rest: Metered,
}

impl HttpBody for Rejoined {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.head.take() {
            Some(head) => Poll::Ready(Some(Ok(Frame::data(head)))),
            None => Pin::new(&mut self.rest).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.head.is_none() && self.rest.is_end_stream()
    }
}
