namespace FaceML.Training.Networks;

/// <summary>How well a student repeats a teacher.</summary>
internal static class TeacherAgreement
{
    // Enough pairs for two digits; all pairs of many images would take longer than the student.
    private const int MostImages = 1000;

    /// <summary>
    /// Pearson's correlation of the cosines of all pairs of images as student and teacher see them, −1 to 1; of many images the first 1,000
    /// are taken.
    /// </summary>
    /// <param name="student">The student's vectors.</param>
    /// <param name="teacher">The teacher's, of the same images in the same order; of any length.</param>
    /// <exception cref="ArgumentException">There are not as many of both, or fewer than three.</exception>
    public static double Of(EmbeddingSet student, EmbeddingSet teacher)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(teacher);
        if (student.Count != teacher.Count || student.Count < 3)
        {
            throw new ArgumentException(
                $"As many vectors of both are expected, at least three; {student.Count} and {teacher.Count} came.", nameof(teacher));
        }

        int count = Math.Min(student.Count, MostImages), pair = 0;
        double[] a = new double[count * (count - 1) / 2], b = new double[a.Length];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++, pair++)
            {
                a[pair] = TensorPrimitives.CosineSimilarity(student.Row(i), student.Row(j));
                b[pair] = TensorPrimitives.CosineSimilarity(teacher.Row(i), teacher.Row(j));
            }
        }

        TensorPrimitives.Subtract(a, a.Average(), a);
        TensorPrimitives.Subtract(b, b.Average(), b);
        double scale = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(a) * TensorPrimitives.SumOfSquares<double>(b));
        return scale == 0 ? 0 : TensorPrimitives.Dot<double>(a, b) / scale;
    }
}
