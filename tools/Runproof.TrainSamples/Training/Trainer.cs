using System.Diagnostics;
using System.Globalization;
using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Tasks;

namespace Runproof.TrainSamples.Training;

/// <summary>Trains a task's network on one core; the weights depend on the task and the plan alone.</summary>
internal static class Trainer
{
    private const int ReportEvery = 500;

    /// <summary>Trains from scratch.</summary>
    /// <param name="task">What to learn.</param>
    /// <param name="plan">How.</param>
    /// <param name="progress">Receives a line now and then.</param>
    /// <param name="cancellationToken">Ends the training early, with an exception.</param>
    public static Network Train(SampleTask task, TrainingPlan plan, TextWriter progress, CancellationToken cancellationToken)
    {
        var network = task.CreateNetwork(plan.Batch);
        network.Initialize(new SampleRandom(plan.WeightSeed, 0));
        var adam = new Adam(network);
        var examples = new ExampleBatch(task, plan.Batch);
        var gradient = new float[plan.Batch * task.Classes.Count];
        var (correct, clock) = (0, Stopwatch.StartNew());
        for (var step = 0; step < plan.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            examples.Draw(plan.Seed, step * plan.Batch);
            correct += CrossEntropy.Gradient(network.Forward(examples.Inputs), examples.Labels, gradient);
            network.Backward(gradient);
            adam.Step(plan.RateAt(step));
            if ((step + 1) % ReportEvery == 0)
            {
                var accuracy = 100.0 * correct / (ReportEvery * plan.Batch);
                progress.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{task.Name}: step {step + 1} of {plan.Steps}, {accuracy:F2} % right, {clock.Elapsed.TotalSeconds:F0} s"));
                correct = 0;
            }
        }

        return network;
    }
}
