using Runproof.Models.Samples;
using Runproof.TrainSamples.Layers;

namespace Runproof.TrainSamples.Training;

/// <summary>How a network does on examples that it has not seen.</summary>
/// <param name="Correct">Examples whose class has the largest logit.</param>
/// <param name="Count">All examples.</param>
internal sealed record Evaluation(int Correct, int Count)
{
    /// <summary>The share of correct answers. Unit: percent.</summary>
    public decimal Percent => 100m * Correct / Count;

    /// <summary>Runs the network over a held-out set.</summary>
    public static Evaluation Of(Network network, HoldoutSet set)
    {
        var correct = 0;
        for (var i = 0; i < set.Count; i++)
            correct += CrossEntropy.ArgMax(network.Forward(set.Inputs(i).AsFloats())) == set.Label(i) ? 1 : 0;
        return new Evaluation(correct, set.Count);
    }
}
