using Runproof.Core.Traces;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Samples.Tests;

public sealed class LoanTests
{
    private const string Rules = """{"leastAge":18,"ageWeight":1500,"incomeWeight":30000}""";

    private static TileRegistry Registry => Runproof.Generated.Runproof_Samples_Loan.Tiles.Registry;

    [Fact]
    public void Grants_what_can_be_paid_back()
    {
        // 40·1.5 + 5·30 points; a third of 5,000.00 for 36 months; a car and a card, which counts twice.
        SampleRun sample = SampleRun.Of(Registry, Applicant(40, 500_000, """{"kind":"Car","amount":1000000,"monthsLate":1},{"kind":"Card","amount":50000,"monthsLate":2}"""), Rules);

        Assert.Equal(StepOutcome.Succeeded, sample.Run.Outcome);
        Assert.Equal("""{"isGranted":true,"limit":4899976,"points":180}""", sample.Output);
        Assert.Equal(["0", "1.0", "2"], sample.Trace.Steps.Select(step => step.Coordinates.ToString()));
    }

    [Fact]
    public void Refuses_more_than_that()
    {
        Assert.Equal("""{"isGranted":false,"limit":0,"points":180}""",
            SampleRun.Of(Registry, Applicant(40, 500_000, """{"kind":"Mortgage","amount":9000000,"monthsLate":3}"""), Rules).Output);
    }

    [Theory]
    [InlineData(17, 500_000, "the applicant is too young")]
    [InlineData(40, 0, "the applicant has no income")]
    public void A_refusal_is_a_committed_failure(int age, long income, string error)
    {
        SampleRun sample = SampleRun.Of(Registry, Applicant(age, income, ""), Rules);

        Assert.Equal((StepOutcome.Failed, TileErrors.Failed, error), (sample.Run.Outcome, sample.Run.Error!.Code, sample.Run.Error.Message));
        Assert.Single(sample.Trace.Steps);
    }

    [Fact]
    public void A_fold_takes_sixteen_items_in_a_step()
    {
        string items = string.Join(',', Enumerable.Repeat("""{"kind":"Car","amount":1,"monthsLate":0}""", 33));
        SampleRun sample = SampleRun.Of(Registry, Applicant(40, 500_000, items), Rules);

        Assert.Equal(["0", "1.0", "1.1", "1.2", "2"], sample.Trace.Steps.Select(step => step.Coordinates.ToString()));
        Assert.Contains("\"limit\":5999943", sample.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_what_the_body_does() =>
        Assert.Equal(SequenceRecorder.Record(Registry.Programs.Single(), Registry).Digest, Registry.Programs.Single().Program.Digest);

    private static string Applicant(int age, long income, string items) => $$"""{"age":{{age}},"monthlyIncome":{{income}},"requested":100000,"items":[{{items}}]}""";
}
