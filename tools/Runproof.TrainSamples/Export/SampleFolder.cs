using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Runproof.Models.Samples;
using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Tasks;
using Runproof.TrainSamples.Training;

namespace Runproof.TrainSamples.Export;

/// <summary>The files of one sample: model, held-out set, one input, and a page that explains them.</summary>
internal sealed class SampleFolder
{
    /// <summary>Examples in the calibration set.</summary>
    public const int CalibrationCount = 64;

    private const string CalibrationFile = "calibration.bin";
    private const int HoldoutCount = 1000;

    private readonly SampleTask _task;
    private readonly Network _network;

    /// <summary>Prepares the files of a trained network.</summary>
    public SampleFolder(SampleTask task, Network network)
    {
        (_task, _network) = (task, network);
        Holdout = DrawHoldout(task, HoldoutCount);
        Evaluation = Evaluation.Of(network, Holdout);
    }

    /// <summary>The held-out examples.</summary>
    public HoldoutSet Holdout { get; }

    /// <summary>How the network does on them.</summary>
    public Evaluation Evaluation { get; }

    /// <summary>Draws the first examples of a task's held-out stream.</summary>
    public static HoldoutSet DrawHoldout(SampleTask task, int count)
    {
        var examples = new ExampleBatch(task, count);
        examples.Draw(task.Plan.HoldoutSeed, 0);
        return HoldoutSet.Create([.. task.Shape], task.Classes.Count, examples.Labels, examples.Pixels);
    }

    /// <summary>Draws the calibration set of a task: examples like those that the network was trained on, and none of the held-out ones.</summary>
    public static HoldoutSet DrawCalibration(SampleTask task)
    {
        var examples = new ExampleBatch(task, CalibrationCount);
        examples.Draw(task.Plan.CalibrationSeed, 0);
        return HoldoutSet.Create([.. task.Shape], task.Classes.Count, examples.Labels, examples.Pixels);
    }

    /// <summary>Writes the calibration set alone, which needs no trained network.</summary>
    /// <returns>The size of the file.</returns>
    public static int WriteCalibration(SampleTask task, string folder)
    {
        var bytes = DrawCalibration(task).ToBytes();
        Replace(folder, CalibrationFile, bytes);
        return bytes.Length;
    }

    /// <summary>Writes the files; each replaces an older one in one move.</summary>
    /// <returns>Name and size of each file.</returns>
    public IReadOnlyList<(string Name, int Length)> Write(string folder)
    {
        var model = OnnxExport.ToBytes(_task, _network);
        var holdout = Holdout.ToBytes();
        var calibration = DrawCalibration(_task).ToBytes();
        (string Name, byte[] Bytes)[] files =
        [
            ("model.onnx", model),
            ("holdout.bin", holdout),
            (CalibrationFile, calibration),
            ("input.json", Encoding.UTF8.GetBytes(InputJson(Holdout, 0))),
            ("README.md", Encoding.UTF8.GetBytes(Readme(model, holdout, calibration))),
        ];
        foreach (var (name, bytes) in files)
            Replace(folder, name, bytes);

        return [.. files.Select(file => (file.Name, file.Bytes.Length))];
    }

    /// <summary>An example in the form that <c>runproof run</c> reads; the shortest decimals that give back the same floats.</summary>
    private static string InputJson(HoldoutSet set, int index)
    {
        var values = set.Inputs(index).AsFloats().ToArray();
        return "{\"input_data\":[[" + string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "]]}\n";
    }

    private static void Replace(string folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }

    private string Readme(byte[] model, byte[] holdout, byte[] calibration)
    {
        var shape = string.Join(',', _task.Shape);
        var plan = _task.Plan;
        return string.Create(CultureInfo.InvariantCulture, $"""
            # {_task.Name}

            {_task.Title}

            {_task.Description}

            - Input `input`: float [batch,{shape}], each value a whole number of 1/255. Output `output`: float [batch,{_task.Classes.Count}], logits.
            - Classes, from 0: {string.Join(", ", _task.Classes)}.
            - Layers: {string.Join(", ", _network.Layers.Select(layer => layer.Name))}; {_network.ParameterCount:N0} parameters.
            - Accuracy on the held-out set: {Evaluation.Correct:N0} of {Evaluation.Count:N0}, {Evaluation.Percent:F1} %.

            ## Files

            | file | what it is | SHA-256 |
            |---|---|---|
            | `model.onnx` | the model | `{Convert.ToHexStringLower(SHA256.HashData(model))}` |
            | `holdout.bin` | {Holdout.Count:N0} labelled examples that it was not trained on, as `HoldoutSet` reads them | `{Convert.ToHexStringLower(SHA256.HashData(holdout))}` |
            | `input.json` | the first of them, whose class is {_task.Classes[Holdout.Label(0)]} | |
            | `{CalibrationFile}` | {CalibrationCount} further examples, on which the ranges of circuits are calibrated | `{Convert.ToHexStringLower(SHA256.HashData(calibration))}` |

            ## Where it comes from

            `tools/Runproof.TrainSamples` draws every example by a procedure and trains on one core: {plan.Steps:N0} batches of {plan.Batch}, each drawn afresh,
            with Adam and a learning rate that falls from {plan.LearningRate} to 0. The held-out set and the calibration set are drawn from
            seeds of their own, the latter without training where `calibration` stands before the name. This makes the files again,
            byte for byte; the bytes of the two sets also depend on the platform's Brotli encoder:

            ```
            dotnet run -c Release --project tools/Runproof.TrainSamples -- {_task.Name}
            ```

            Model and data are licensed under Apache-2.0, as the rest of the project.

            """);
    }
}
