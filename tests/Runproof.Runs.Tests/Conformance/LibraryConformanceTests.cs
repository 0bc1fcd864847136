namespace Runproof.Runs.Tests.Conformance;

/// <summary>
/// ONNX's own models with their reference outputs, taken through the product as a user takes them. Floats may differ from the reference by
/// 1e-5 plus 1e-3 of the value, as in ONNX's own test runner; slices must equal the whole model bit for bit.
/// </summary>
public sealed class LibraryConformanceTests(ITestOutputHelper output)
{
    private const int Workers = 2;

    [Fact]
    public void Every_model_is_analysed_as_declared_runs_like_the_reference_and_equals_its_slices_or_is_refused_with_a_reason()
    {
        Assert.SkipWhen(ReferenceModel.All.IsEmpty, "the Debian package libonnx-testdata is not installed");
        var findings = new Findings();
        var root = Directory.CreateTempSubdirectory("runproof-conformance-");
        try
        {
            Parallel.ForEach(ReferenceModel.All, new ParallelOptions { MaxDegreeOfParallelism = Workers }, model =>
            {
                var folder = root.CreateSubdirectory(Guid.NewGuid().ToString("N"));
                ModelCheck.Run(model, findings, folder.FullName);
                folder.Delete(recursive: true);
            });
        }
        finally
        {
            root.Delete(recursive: true);
        }

        output.WriteLine(findings.ToString());
        foreach (var note in findings.Notes)
            output.WriteLine(note);
        Assert.True(findings.Failures.Count == 0, string.Join('\n', findings.Failures));
    }
}
