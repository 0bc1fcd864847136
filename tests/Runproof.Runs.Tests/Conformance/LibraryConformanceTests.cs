namespace Runproof.Runs.Tests.Conformance;

/// <summary>
/// ONNX's own models with their reference outputs, taken through the product as a user takes them. Floats may differ from the reference by
/// 1e-5 plus 1e-3 of the value, as in ONNX's own test runner; slices must equal the whole model bit for bit.
/// </summary>
public sealed class LibraryConformanceTests(ITestOutputHelper output)
{
    private const int Workers = 2;

    // With libonnx-testdata 1.12 and ONNX Runtime 1.30. Of the 1,072 models 54 are not cut, and so not run: 12 draw random numbers, and 42 take or
    // return strings, sequences or optionals. Another 54 need an operator that ONNX Runtime lacks. Of the 119 others that have several nodes 11 are
    // not cut anywhere, since all but one node depend on constants only, or a sequence crosses every cut.
    private static readonly (string Kind, int AtLeast)[] _expected =
    [
        (ModelCheck.Read, 1072),
        (ModelCheck.Analysed, 940),
        (ModelCheck.Equal, 951),
        ($"{ModelCheck.DefaultCuts}: {ModelCheck.Sliced}", 960),
        ($"{ModelCheck.EveryCut}: {ModelCheck.Sliced}", 108),
        ($"{ModelCheck.EveryCut}: {ModelCheck.Slices}", 1177),
    ];

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

        output.WriteLine($"{ReferenceModel.All.Length} models\n{findings}\n\n{string.Join('\n', findings.Notes)}");
        Assert.True(findings.Failures.Count == 0, string.Join('\n', findings.Failures));
        Assert.All(_expected, expected => Assert.True(findings[expected.Kind] >= expected.AtLeast, $"{findings[expected.Kind]} instead of {expected.AtLeast}: {expected.Kind}"));
    }
}
