namespace Runproof.Samples.Lending;

/// <summary>The answer.</summary>
/// <param name="IsGranted">Whether the loan is granted.</param>
/// <param name="Limit">The most that would be, in cents.</param>
/// <param name="Points">The rating, less what is late.</param>
public readonly record struct Decision(bool IsGranted, long Limit, long Points);
