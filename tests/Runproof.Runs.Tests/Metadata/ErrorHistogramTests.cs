using System.Text.Json;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Tests.Metadata;

public sealed class ErrorHistogramTests
{
    [Theory]
    [InlineData(1, 10.5)]
    [InlineData(0.001, 3)]
    [InlineData(1e-10, 2)]
    [InlineData(7, 0)]
    public void Every_error_lies_between_the_edges_of_the_bin_that_counts_it(double step, double largest)
    {
        var random = new Random(7);
        double[] errors = [.. Enumerable.Range(0, 999).Select(_ => ((random.NextDouble() * 2) - 1) * largest), largest, -largest];
        var histogram = ErrorHistogram.Of(step, errors);

        Assert.True(histogram.IsValid);
        Assert.Equal(errors.Length, histogram.Total);
        for (var bin = 0; bin < histogram.Counts.Length; bin++)
        {
            var (from, to) = (histogram.Edges[bin] * step, histogram.Edges[bin + 1] * step);
            var isLast = bin == histogram.Counts.Length - 1;
            Assert.Equal(errors.Count(error => error >= from && (error < to || (isLast && error <= to))), histogram.Counts[bin]);
        }

        // The bins are no wider than they have to be: half as wide, they would not reach.
        Assert.True(largest == 0 || histogram.Edges[^1] * step < 2.1 * largest || histogram.Edges[^1] < 1);
    }

    [Fact]
    public void What_is_no_number_is_not_counted()
    {
        var histogram = ErrorHistogram.Of(1, [0.25, double.NaN, double.PositiveInfinity, -0.25]);
        Assert.Equal(2, histogram.Total);
        Assert.Equal(0, ErrorHistogram.Of(1, []).Total);
    }

    [Fact]
    public void A_fidelity_survives_being_written_and_read()
    {
        var fidelity = new CircuitFidelity(64, 0.5, 0.125, 0.01, 63) { Histogram = ErrorHistogram.Of(0.25, [1, -0.5, 0, 0.125]) };
        Assert.Equal(fidelity, Written(fidelity));
        Assert.Equal(fidelity with { Histogram = null, ClassAgreements = null }, Written(fidelity with { Histogram = null, ClassAgreements = null }));
        Assert.Null(Written(null));
    }

    [Theory]
    [InlineData("""{"inputs":-1,"maxError":0,"meanError":0,"relativeError":0}""")]
    [InlineData("""{"inputs":1,"maxError":1e999,"meanError":0,"relativeError":0}""")]
    [InlineData("""{"inputs":1,"maxError":"1","meanError":0,"relativeError":0}""")]
    [InlineData("""[]""")]
    public void Notes_that_do_not_fit_tell_nothing(string json) => Assert.Null(Read(json));

    [Theory]
    [InlineData("""{"step":0,"edges":[0,1],"counts":[1]}""")]
    [InlineData("""{"step":1,"edges":[0,1],"counts":[]}""")]
    [InlineData("""{"step":1,"edges":[1,0],"counts":[1]}""")]
    [InlineData("""{"step":1,"edges":[0,1,2],"counts":[1]}""")]
    [InlineData("""{"step":1,"edges":[0,1],"counts":[-1]}""")]
    [InlineData("""{"step":1,"edges":[0,1],"counts":[0.5]}""")]
    [InlineData("""{"step":1,"edges":[0,1],"counts":[1e300]}""")]
    [InlineData("""{"step":1,"edges":7,"counts":[1]}""")]
    [InlineData("""7""")]
    public void A_histogram_that_does_not_fit_is_left_out(string json) =>
        Assert.Null(Read($$"""{"inputs":1,"maxError":0,"meanError":0,"relativeError":0,"histogram":{{json}} }""")!.Histogram);

    [Fact]
    public void A_histogram_with_too_many_bins_is_left_out()
    {
        var edges = string.Join(',', Enumerable.Range(0, 1000));
        Assert.Null(Read($$"""{"inputs":1,"maxError":0,"meanError":0,"relativeError":0,"histogram":{"step":1,"edges":[{{edges}}],"counts":[1]} }""")!.Histogram);
    }

    private static CircuitFidelity? Written(CircuitFidelity? fidelity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FidelityJson.Write(json, "fidelity", fidelity);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return FidelityJson.Read(document.RootElement.GetProperty("fidelity"));
    }

    private static CircuitFidelity? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FidelityJson.Read(document.RootElement);
    }
}
