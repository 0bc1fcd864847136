using Runproof.Tiles;

namespace Runproof.Samples.Lending;

/// <summary>Decides about a loan: a weighted score that may refuse, the sum of what is owed, and the decision.</summary>
public static partial class Loan
{
    private const long LeastPoints = 100;
    private const int Months = 36;

    /// <summary>Rates an applicant.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="rules">The lender's rules.</param>
    [Tile(Description = "Weighted score", EstimatedCycles = 20_000)]
    public static Result<Score> Evaluate(Applicant applicant, Rules rules)
    {
        if (applicant.Age < rules.LeastAge)
            return Result.Err<Score>("the applicant is too young");
        if (applicant.MonthlyIncome <= 0)
            return Result.Err<Score>("the applicant has no income");
        long points = checked((applicant.Age * rules.AgeWeight) + (applicant.MonthlyIncome / 100_000 * rules.IncomeWeight)) / 1000;
        return new Score(points, checked(applicant.MonthlyIncome / 3 * Months));
    }

    /// <summary>Adds what is owed.</summary>
    /// <param name="item">A debt.</param>
    /// <param name="state">The sum so far.</param>
    [Tile(Description = "Sum of debts")]
    public static Total Add(Item item, Total state) =>
        new(checked(state.Debt + (item.Kind == ItemKind.Card ? 2 * item.Amount : item.Amount)), checked(state.MonthsLate + item.MonthsLate));

    /// <summary>Decides.</summary>
    /// <param name="score">The rating.</param>
    /// <param name="total">What is owed.</param>
    /// <param name="requested">The loan, in cents.</param>
    [Tile(Description = "Decision")]
    public static Decision Decide(Score score, Total total, long requested)
    {
        long points = score.Points - (10L * total.MonthsLate);
        long limit = score.Capacity > total.Debt ? score.Capacity - total.Debt : 0;
        return new Decision(points >= LeastPoints && requested <= limit, limit, points);
    }

    /// <summary>The program.</summary>
    /// <param name="s">The context.</param>
    [Sequence(Entry = true, Description = "A decision about a loan")]
    public static Ref<Decision> Main(SequenceContext s)
    {
        var who = s.External<Applicant>("applicant");
        var score = s.Call(Evaluate, who, s.External<Rules>("rules"));
        var total = s.Fold(Add, who.Select(x => x.Items), initial: Total.Zero, chunk: 16);
        return s.Call(Decide, score, total, who.Select(x => x.Requested));
    }
}
