using System.Runtime.InteropServices;
using FaceML.Training.Layers;

namespace FaceML.Training.Optimization;

/// <summary>
/// Moves weights against their gradients, in place. Holds what it remembers of earlier steps (momentum and the like), one block
/// per <see cref="Parameter"/> by its place in the list; the list must stay the same. Not safe to share between threads.
/// </summary>
internal abstract class Optimizer
{
    private readonly int slots;
    private readonly List<float[][]> states = [];

    private protected Optimizer(int slots) => this.slots = slots;

    /// <summary>Steps made so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Moves every parameter once.</summary>
    /// <param name="parameters">The parameters, in the same order at every call.</param>
    /// <param name="learningRate">The rate of this step, at least 0; each parameter multiplies it by its own scale, and one of scale 0 is
    /// left alone.</param>
    public void Step(IReadOnlyList<Parameter> parameters, float learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        EnsureStates(parameters);
        Steps++;
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter parameter = parameters[i];
            if (parameter.LearningRateScale > 0)
            {
                Update(parameter, states[i], learningRate * parameter.LearningRateScale);
            }
        }
    }

    /// <summary>Writes what the optimizer remembers.</summary>
    /// <param name="writer">The destination.</param>
    /// <param name="parameters">The parameters of <see cref="Step"/>.</param>
    public void Save(BinaryWriter writer, IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(writer);
        EnsureStates(parameters);
        writer.Write(Steps);
        foreach (float[] state in states.SelectMany(s => s))
        {
            writer.Write(MemoryMarshal.AsBytes(state.AsSpan()));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote for the same parameters.</summary>
    /// <param name="reader">The source.</param>
    /// <param name="parameters">The parameters of <see cref="Step"/>.</param>
    /// <exception cref="EndOfStreamException">The source is too short.</exception>
    public void Load(BinaryReader reader, IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(reader);
        EnsureStates(parameters);
        Steps = reader.ReadInt64();
        foreach (float[] state in states.SelectMany(s => s))
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.AsSpan()));
        }
    }

    private protected abstract void Update(Parameter parameter, float[][] state, float learningRate);

    private void EnsureStates(IReadOnlyList<Parameter> parameters)
    {
        for (int i = states.Count; i < parameters.Count; i++)
        {
            int length = parameters[i].Values.Length;
            states.Add([.. Enumerable.Range(0, slots).Select(_ => new float[length])]);
        }
    }
}
