namespace Runproof.Runs.Compiling;

/// <summary>What compiling did about a slice.</summary>
public enum CompileStatus
{
    /// <summary>Its circuit was made.</summary>
    Compiled,

    /// <summary>Its circuit is there already, made from the same things.</summary>
    Unchanged,

    /// <summary>It has no circuit, because circuits cannot compute it.</summary>
    NotProvable,

    /// <summary>The request does not name it.</summary>
    NotRequested,
}
