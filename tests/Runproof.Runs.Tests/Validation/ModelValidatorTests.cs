using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Runs.Metadata;
using Runproof.Runs.Tests.Execution;
using Runproof.Runs.Validation;

namespace Runproof.Runs.Tests.Validation;

public sealed class ModelValidatorTests
{
    [Fact]
    public void Holds_slices_against_the_whole_model()
    {
        var model = GraphModel.Halves(1f / 3);
        using var folder = new ModelFolder(model.Model);
        var report = Validate(folder, model);
        Assert.Equal(Verification.Passed, report.Status);
        Assert.True(report.Unoptimized.BitIdentical);
        Assert.All(report.Gates.Take(3), gate => Assert.Equal(Verification.Passed, gate.Status));
    }

    [Fact]
    public void Does_not_ask_for_equal_bits_where_16_bit_floats_cross_a_cut()
    {
        var model = GraphModel.Halves(1f / 3);
        using var folder = new ModelFolder(model.Model);
        ModelSlices.Write(folder.Path, new SliceRequest { Cuts = [.. model.Cuts] });
        var report = Validate(folder, model);
        Assert.Equal(Verification.NotAttempted, report.Gates[1].Status);
        Assert.Equal(Verification.Passed, report.Gates[2].Status);
        Assert.Equal(Verification.Passed, report.Status);
    }

    [Fact]
    public void Fails_where_a_security_is_required_that_nothing_proves()
    {
        var model = GraphModel.Halves(2);
        using var folder = new ModelFolder(model.Model);
        var report = Validate(folder, model, requiredSecurity: 1);
        Assert.Equal(Verification.Failed, report.Status);
        Assert.Equal("0 %", report.Gates.Single(gate => gate.Status == Verification.Failed).Detail);
    }

    [Fact]
    public void Measures_errors_against_the_largest_value_of_the_reference()
    {
        var error = OutputError.Of(Tensor.OfFloats([4], [1, -8, 2, 0]), Tensor.OfFloats([4], [1.5f, -8, 1, 0.25f]));
        Assert.Equal((1.0, 1.75 / 4, 1.75, 1.0 / 8, false), (error.Max, error.Mean, error.Sum, error.Relative, error.BitIdentical));
        Assert.Equal([2L, 0L, 3L], error.Largest.Select(element => element.Index));
    }

    [Fact]
    public void Tells_equal_values_of_other_bits_from_equal_bits()
    {
        var zeros = OutputError.Of(Tensor.OfFloats([1], [0f]), Tensor.OfFloats([1], [-0f]));
        Assert.Equal((0.0, 0.0, false), (zeros.Max, zeros.Relative, zeros.BitIdentical));
        Assert.Empty(zeros.Largest);
        Assert.True(OutputError.Of(Tensor.OfFloats([1], [float.NaN]), Tensor.OfFloats([1], [float.NaN])).BitIdentical);
    }

    [Fact]
    public void Has_no_bound_where_one_side_is_not_a_number_or_has_another_shape()
    {
        Assert.Equal(double.PositiveInfinity, OutputError.Of(Tensor.OfFloats([1], [float.NaN]), Tensor.OfFloats([1], [1])).Relative);
        Assert.Equal(double.PositiveInfinity, OutputError.Of(Tensor.OfFloats([1], [0]), Tensor.OfFloats([1], [1])).Relative);
        Assert.Equal(double.PositiveInfinity, OutputError.Of(Tensor.OfFloats([2], [1, 1]), Tensor.OfFloats([1, 2], [1, 1])).Max);
    }

    private static ValidationReport Validate(ModelFolder folder, GraphModel model, int requiredSecurity = 0) =>
        ModelValidator.Validate(folder.Path, new ValidationOptions { TimedRuns = 1, Inputs = _ => model.Inputs, RequiredSecurity = requiredSecurity });
}
