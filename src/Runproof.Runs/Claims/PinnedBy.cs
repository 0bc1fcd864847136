namespace Runproof.Runs.Claims;

/// <summary>Who said which run is to be expected.</summary>
public enum PinnedBy
{
    /// <summary>Nobody: the run can only agree with itself.</summary>
    Nobody,

    /// <summary>The caller, with a digest of the claim or of the program.</summary>
    Caller,

    /// <summary>The store, which noted the claim when the run was closed.</summary>
    Store,

    /// <summary>The holder of a key that the caller named, who signed the claim.</summary>
    Key,
}
