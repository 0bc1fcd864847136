using System.Diagnostics;
using System.Globalization;
using Runproof.TrainSamples.Export;
using Runproof.TrainSamples.Tasks;
using Runproof.TrainSamples.Tasks.Corridor;
using Runproof.TrainSamples.Tasks.Shapes;
using Runproof.TrainSamples.Training;

const string Usage = "usage: Runproof.TrainSamples [calibration] [net|doom|all] [-o DIR]";
const decimal Required = 97m;

SampleTask[] all = [new ShapesTask(), new CorridorTask()];
var (wanted, folder) = ("all", Path.Combine("samples", "models"));
var calibrationOnly = args is ["calibration", ..];
for (var i = calibrationOnly ? 1 : 0; i < args.Length; i++)
{
    if (args[i] == "-o" && i + 1 < args.Length)
    {
        folder = args[++i];
    }
    else if (args[i] == "all" || all.Any(task => task.Name == args[i]))
    {
        wanted = args[i];
    }
    else
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}

if (calibrationOnly)
{
    foreach (var task in all.Where(task => wanted == "all" || task.Name == wanted))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task.Name}: {SampleFolder.WriteCalibration(task, Path.Combine(folder, task.Name))} bytes"));
    return 0;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};

List<string> table = [$"{"name",-6}{"parameters",12}{"accuracy",12}{"seconds",10}{"model.onnx",14}{"holdout.bin",14}"];
var failed = false;
try
{
    foreach (var task in all.Where(task => wanted == "all" || task.Name == wanted))
    {
        var clock = Stopwatch.StartNew();
        var network = Trainer.Train(task, task.Plan, Console.Out, interrupted.Token);
        var sample = new SampleFolder(task, network);
        if (sample.Evaluation.Percent < Required)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{task.Name}: {sample.Evaluation.Percent:F1} % is below {Required} %; nothing is written."));
            failed = true;
            continue;
        }

        var files = sample.Write(Path.Combine(folder, task.Name));
        var (accuracy, seconds) = (sample.Evaluation.Percent, clock.Elapsed.TotalSeconds);
        table.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Name,-6}{network.ParameterCount,12}{accuracy,10:F1} %{seconds,10:F0}{files[0].Length,14}{files[1].Length,14}"));
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted; a sample that was not finished is left as it was.");
    return 130;
}

foreach (var line in table)
    Console.WriteLine(line);
return failed ? 4 : 0;
