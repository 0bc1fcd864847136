namespace Runproof.Core.Programs;

/// <summary>Where the value of a step's input comes from.</summary>
/// <param name="Step">The step that produces it; null for an input of the sequence, or a constant.</param>
/// <param name="Port">The output of that step, the sequence's input, or the program's constant, by position.</param>
public readonly record struct Binding(uint? Step, uint Port)
{
    /// <summary>Whether it is a constant of the program.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Which part of the value is taken; null for all of it.</summary>
    public Selection? Part { get; init; }

    /// <summary>An input of the program, or of the sequence.</summary>
    public static Binding External(uint input) => new(null, input);

    /// <summary>An output of an earlier step.</summary>
    public static Binding Output(uint step, uint port) => new(step, port);

    /// <summary>A constant of the program.</summary>
    public static Binding Constant(uint constant) => new(null, constant) { IsConstant = true };
}
