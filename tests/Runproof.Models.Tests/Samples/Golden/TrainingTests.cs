using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Runproof.TrainSamples.Training;

namespace Runproof.Models.Tests.Samples.Golden;

/// <summary>Training gives the same bits on every machine.</summary>
public sealed class TrainingTests
{
    /// <summary>The digests were taken when the samples were trained; they change only together with the samples.</summary>
    [Theory]
    [InlineData("net", "36135c400e736bd53a8ffa1f1efb9b2b")]
    [InlineData("doom", "51038aa410c204e4e21eb2add476c531")]
    public void A_few_steps_lead_to_known_weights(string name, string digest)
    {
        var task = SampleFiles.Task(name);
        var network = Trainer.Train(task, task.Plan with { Steps = 4, Batch = 16 }, TextWriter.Null, TestContext.Current.CancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in network.Parameters)
            hash.AppendData(MemoryMarshal.AsBytes(parameter.Values.AsSpan()));
        Assert.Equal(digest, Convert.ToHexStringLower(hash.GetHashAndReset())[..32]);
    }
}
