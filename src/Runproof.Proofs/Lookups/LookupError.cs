namespace Runproof.Proofs.Lookups;

/// <summary>Why and where a lookup argument was refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Position">The layer, or the offset of the element among the bytes; 0 where neither applies.</param>
/// <param name="Expected">The count that the statement asks for; 0 where none applies.</param>
/// <param name="Actual">The count that was found; 0 where none applies.</param>
public sealed record LookupError(LookupErrorCode Code, int Position = 0, int Expected = 0, int Actual = 0);
