namespace Runproof.Core.Programs;

/// <summary>Where the value of a step's input comes from.</summary>
/// <param name="Step">The step that produces it; null for an input of the program.</param>
/// <param name="Port">The output of that step, or the program's input, by position.</param>
public readonly record struct Binding(uint? Step, uint Port)
{
    /// <summary>An input of the program.</summary>
    public static Binding External(uint input) => new(null, input);

    /// <summary>An output of an earlier step.</summary>
    public static Binding Output(uint step, uint port) => new(step, port);
}
