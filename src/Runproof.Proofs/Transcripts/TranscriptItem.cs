namespace Runproof.Proofs.Transcripts;

/// <summary>
/// What an item of a transcript is; the first byte of its encoding. Two lower values mark what is hashed besides items: 0 the blocks from which challenges
/// are read, 1 the trials of proof of work.
/// </summary>
internal enum TranscriptItem : byte
{
    /// <summary>A part of a protocol begins.</summary>
    Section = 2,

    /// <summary>Bytes.</summary>
    Bytes = 3,

    /// <summary>A number below 2^64.</summary>
    UInt64 = 4,

    /// <summary>A hash of 32 bytes.</summary>
    Hash = 5,

    /// <summary>Field elements: size of one, then their encodings.</summary>
    Elements = 6,

    /// <summary>Field elements are drawn: size of one, count.</summary>
    Challenge = 7,

    /// <summary>Indices are drawn: count, bound.</summary>
    Indices = 8,

    /// <summary>Work is asked for: bits.</summary>
    Work = 9,

    /// <summary>The nonce that did the work.</summary>
    Nonce = 10,
}
