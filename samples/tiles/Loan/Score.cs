namespace Runproof.Samples.Lending;

/// <summary>How an applicant is rated.</summary>
/// <param name="Points">The more the better.</param>
/// <param name="Capacity">What can be paid back in three years, in cents.</param>
public readonly record struct Score(long Points, long Capacity);
