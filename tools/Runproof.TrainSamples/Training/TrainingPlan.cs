namespace Runproof.TrainSamples.Training;

/// <summary>How a network is trained: every batch is drawn afresh, and the learning rate falls linearly to zero.</summary>
/// <param name="Seed">Seed of the first weights and of the training examples; the held-out examples use the next number.</param>
/// <param name="Steps">Number of batches.</param>
/// <param name="Batch">Examples in a batch.</param>
/// <param name="LearningRate">Learning rate at its peak, after a short warm-up.</param>
internal sealed record TrainingPlan(ulong Seed, int Steps, int Batch, float LearningRate)
{
    /// <summary>Seed of the held-out examples.</summary>
    public ulong HoldoutSeed => Seed + 1;

    /// <summary>Seed of the first weights.</summary>
    public ulong WeightSeed => Seed + 2;

    /// <summary>Seed of the examples for calibration.</summary>
    public ulong CalibrationSeed => Seed + 3;

    /// <summary>The learning rate at a step.</summary>
    public float RateAt(int step)
    {
        const int WarmUp = 100;
        return LearningRate * MathF.Min((step + 1f) / WarmUp, (float)(Steps - step) / Steps);
    }
}
