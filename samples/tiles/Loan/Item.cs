namespace Runproof.Samples.Lending;

/// <summary>Something that the applicant owes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Amount">What is left of it, in cents.</param>
/// <param name="MonthsLate">How late the last payment was.</param>
public readonly record struct Item(ItemKind Kind, long Amount, uint MonthsLate);
