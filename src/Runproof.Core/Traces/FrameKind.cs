namespace Runproof.Core.Traces;

/// <summary>What a frame of a trace file holds. The values are part of the format.</summary>
public enum FrameKind : byte
{
    /// <summary>The run's header; always the first frame.</summary>
    Header = 1,

    /// <summary>The program's canonical bytes; always the second frame.</summary>
    Program = 2,

    /// <summary>A value: an input, a boundary tensor, an output. Its digest names it.</summary>
    Value = 3,

    /// <summary>A step record.</summary>
    Step = 4,

    /// <summary>The claim; no value and no step follows it.</summary>
    Claim = 5,

    /// <summary>Uncommitted notes as JSON, such as wall times.</summary>
    Notes = 6,

    /// <summary>The last frame of a trace that was closed.</summary>
    End = 7,
}
