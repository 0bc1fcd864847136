namespace Runproof.Samples.Lending;

/// <summary>Who asks for a loan.</summary>
/// <param name="Age">In years.</param>
/// <param name="MonthlyIncome">In cents.</param>
/// <param name="Requested">The loan, in cents.</param>
/// <param name="Items">What the applicant owes.</param>
public readonly record struct Applicant(uint Age, long MonthlyIncome, long Requested, Item[] Items);
