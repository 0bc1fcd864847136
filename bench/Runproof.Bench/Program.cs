using Runproof.Bench;

// One area per file; a further one is a further line here.
var areas = new SortedDictionary<string, Action<TextWriter>>(StringComparer.Ordinal)
{
    ["bound"] = BoundArea.Run,
    ["circuits"] = CircuitsArea.Run,
    ["fuzz"] = FuzzArea.Run,
    ["onnxruntime"] = OnnxRuntimeArea.Run,
    ["operators"] = OperatorsArea.Run,
    ["proofs"] = ProofsArea.Run,
    ["proofs-attack"] = ProofsAttackArea.Run,
    ["proofs-cold"] = ProofsColdArea.Run,
    ["runner"] = RunnerArea.Run,
    ["startup"] = StartupArea.Run,
    ["tiles"] = TilesArea.Run,
};
foreach (var (name, run) in ProofsFirstArea.Areas)
    areas.Add(name, run);

if (args.Length == 0 || !args.All(areas.ContainsKey))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project bench/Runproof.Bench -- AREA...   areas: {string.Join(", ", areas.Keys)}");
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach (string area in args)
{
    Console.WriteLine();
    areas[area](Console.Out);
}

return 0;
