using Runproof.Compiler.Models.Fidelity;

namespace Runproof.Compiler.Tests;

public sealed class FidelityReportTests
{
    [Fact]
    public void Every_figure_follows_its_definition()
    {
        var report = FidelityReport.Of([[1, -2, 4], [0, 8, 2]], [[1.5, -2, 3], [0.5, 4, 5]], areLogits: true);

        Assert.Equal(2, report.Samples);
        Assert.Equal((0.5 + 0 - 1 + 0.5 - 4 + 3) / 6, report.MeanError, 12);
        Assert.Equal(3, report.MaxError);
        Assert.Equal(-4, report.MinError);
        Assert.Equal(9.0 / 6, report.MeanAbsoluteError, 12);
        Assert.Equal(4, report.MaxAbsoluteError);
        Assert.Equal(0, report.MinAbsoluteError);
        Assert.Equal((0.25 + 1 + 0.25 + 16 + 9) / 6, report.MeanSquaredError, 12);
        Assert.Equal(100 * (0.5 + 0 - 0.25 - 0.5 + 1.5) / 5, report.MeanPercentError, 12);
        Assert.Equal(100 * (0.5 + 0 + 0.25 + 0.5 + 1.5) / 5, report.MeanAbsolutePercentError, 12);
        Assert.Equal(Math.Sqrt(26.5 / 89), report.RelativeError, 12);
        Assert.Equal(0.5, report.TopOneAgreement);
    }

    [Fact]
    public void Values_that_do_not_match_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => FidelityReport.Of([[1, 2]], [[1]], areLogits: false));
}
