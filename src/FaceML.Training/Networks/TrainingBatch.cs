namespace FaceML.Training.Networks;

/// <summary>Images, as the network takes them, and who is on them.</summary>
/// <param name="Pixels">The network's input, row-major; as many rows as the graph's batch.</param>
/// <param name="Labels">The identity of each row, 0 to the number of classes − 1.</param>
/// <param name="Teacher">A teacher's unit vectors of the same rows, one after the other, or null: nothing is learned from a
/// teacher.</param>
internal sealed record TrainingBatch(float[] Pixels, int[] Labels, float[]? Teacher = null);
