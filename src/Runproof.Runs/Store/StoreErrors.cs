using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Store;

/// <summary>Errors of the store.</summary>
public static class StoreErrors
{
    /// <summary>The folder holds a store of a version that is not supported, or something else.</summary>
    public static readonly ErrorCode Version = new("E_STORE_VERSION", ErrorClass.Malformed);

    /// <summary>No run has this name, and no file or folder either.</summary>
    public static readonly ErrorCode RunUnknown = new("E_RUN_UNKNOWN", ErrorClass.Usage);

    /// <summary>Several runs begin with these characters.</summary>
    public static readonly ErrorCode RunAmbiguous = new("E_RUN_AMBIGUOUS", ErrorClass.Usage);

    /// <summary>A run lies under another run's name.</summary>
    public static readonly ErrorCode RunMisnamed = new("E_RUN_MISNAMED", ErrorClass.VerificationFailed);

    /// <summary>A trace claims something else than the store noted when the run was closed.</summary>
    public static readonly ErrorCode ClaimChanged = new("E_RUN_CLAIM_CHANGED", ErrorClass.VerificationFailed);

    /// <summary>The store's list of claims is damaged.</summary>
    public static readonly ErrorCode ClaimsDamaged = new("E_STORE_CLAIMS", ErrorClass.VerificationFailed);

    /// <summary>A trace is larger than can be read at once.</summary>
    public static readonly ErrorCode TraceTooLarge = new("E_TRACE_TOO_LARGE", ErrorClass.World);

    /// <summary>An object's content does not have the digest that names it.</summary>
    public static readonly ErrorCode ObjectDamaged = new("E_OBJECT_DAMAGED", ErrorClass.VerificationFailed);

    /// <summary>The store does not hold an object.</summary>
    public static readonly ErrorCode ObjectMissing = new("E_OBJECT_MISSING", ErrorClass.World);

    /// <summary>A file does not have the digest under which it was to be stored.</summary>
    public static readonly ErrorCode ObjectMismatch = new("E_OBJECT_MISMATCH", ErrorClass.VerificationFailed);

    /// <summary>Another process kept the store locked.</summary>
    public static readonly ErrorCode Locked = new("E_STORE_LOCKED", ErrorClass.World);
}
