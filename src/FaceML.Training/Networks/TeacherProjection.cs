using FaceML.Training.Classical;

namespace FaceML.Training.Networks;

/// <summary>
/// A teacher's vectors in the length of a student's, so that a student can repeat them one by one. Of all vectors of that length these have
/// the inner products nearest to the teacher's (Eckart and Young, "The approximation of one matrix by another of lower rank", 1936): the
/// student learns to give the teacher's cosines. Where the student's are longer, zeros follow and nothing is lost.
/// </summary>
internal static class TeacherProjection
{
    /// <summary>Brings a teacher's vectors to another length.</summary>
    /// <param name="teacher">Unit vectors.</param>
    /// <param name="length">Numbers in a student's vector, at least 1.</param>
    /// <returns>As many unit vectors with the same labels; <paramref name="teacher"/> itself where its length is the student's.</returns>
    /// <exception cref="TrainingDataException">All vectors are zero.</exception>
    public static EmbeddingSet Of(EmbeddingSet teacher, int length)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (teacher.Length == length)
        {
            return teacher;
        }

        float[] values = new float[checked(teacher.Count * length)];
        PrincipalComponents? directions = length < teacher.Length ? Directions(teacher, length) : null;
        for (int row = 0; row < teacher.Count; row++)
        {
            Span<float> to = values.AsSpan(row * length, length);
            ReadOnlySpan<float> from = teacher.Row(row);
            if (directions is null)
            {
                from.CopyTo(to);
            }

            for (int i = 0; i < directions?.Count; i++)
            {
                to[i] = TensorPrimitives.Dot(from, directions.Components.Slice(i * teacher.Length, teacher.Length));
            }

            float norm = TensorPrimitives.Norm<float>(to);
            TensorPrimitives.Divide(to, norm > 0 ? norm : 1, to);
        }

        return new EmbeddingSet(values, teacher.Labels.ToArray(), length);
    }

    // Inner products are about the origin, principal components about the mean: with every vector's opposite beside it the mean is the
    // origin.
    private static PrincipalComponents Directions(EmbeddingSet teacher, int count)
    {
        float[] both = new float[checked(2 * teacher.Values.Length)];
        teacher.Values.CopyTo(both);
        TensorPrimitives.Negate(teacher.Values, both.AsSpan(teacher.Values.Length));
        return PrincipalComponents.Fit(new EmbeddingSet(both, new int[2 * teacher.Count], teacher.Length), count);
    }
}
