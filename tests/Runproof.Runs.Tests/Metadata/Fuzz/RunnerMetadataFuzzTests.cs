using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Tests.Metadata.Fuzz;

/// <summary>Mutated metadata is read or refused, and what is read runs, is refused by a code, or is made again; nothing else happens.</summary>
public sealed class RunnerMetadataFuzzTests
{
    private const int Mutants = 3_000;
    private const int Opened = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutants_are_read_or_refused(int seed)
    {
        using var sample = new SlicedSample();
        var original = sample.Text;
        var mutation = new Mutation(seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = mutation.Of(original);
            if (RunnerMetadata.TryRead(mutant, "fuzz", out _, out var error))
            {
                read++;
                if (read <= Opened)
                    Open(sample, mutant);
            }
            else
            {
                Assert.True(error.Code == MetadataErrors.NotJson || error.Code == MetadataErrors.Invalid);
                refused++;
            }
        }

        Assert.True(read > Opened && refused > Opened, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Mutants_of_old_metadata_never_stop_the_model_from_being_sliced_again()
    {
        using var sample = new SlicedSample();
        var original = sample.Text;
        var mutation = new Mutation(3);
        for (var i = 0; i < Opened; i++)
        {
            File.WriteAllBytes(sample.MetadataFile, mutation.Of(original));
            RunnerMetadata.GenerateForModel(sample.Folder);
            Assert.IsType<JsonObject>(JsonNode.Parse(sample.Text));
        }
    }

    private static void Open(SlicedSample sample, byte[] mutant)
    {
        File.WriteAllBytes(sample.MetadataFile, mutant);
        try
        {
            using var runner = Runner.Open(sample.Folder, new RunnerOptions { Record = false }, TestContext.Current.CancellationToken);
            runner.InferAsync(cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is RunproofException or IOException or UnauthorizedAccessException)
        {
            // A typed refusal, or a path that the file system does not have.
        }
    }
}
