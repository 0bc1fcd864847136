namespace Runproof.Samples.Lending;

/// <summary>The rules of the lender.</summary>
/// <param name="LeastAge">The youngest applicant.</param>
/// <param name="AgeWeight">Points for each year, in thousandths.</param>
/// <param name="IncomeWeight">Points for each thousand of income, in thousandths.</param>
public readonly record struct Rules(uint LeastAge, long AgeWeight, long IncomeWeight);
