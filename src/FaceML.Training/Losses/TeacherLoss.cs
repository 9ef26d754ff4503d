namespace FaceML.Training.Losses;

/// <summary>
/// How far a batch of unit vectors is from what a teacher made of the same images (<see cref="TeacherMatch"/>), and in which direction it
/// would be less so.
/// </summary>
internal static class TeacherLoss
{
    /// <summary>Computes the loss times a weight, and adds its gradient.</summary>
    /// <param name="student">Unit vectors, rows × <paramref name="length"/>.</param>
    /// <param name="length">Numbers in a student's vector.</param>
    /// <param name="teacher">Unit vectors of the same rows, of any length; of the same length for
    /// <see cref="TeacherMatch.Vectors"/>.</param>
    /// <param name="rows">How many.</param>
    /// <param name="match">What is to be repeated.</param>
    /// <param name="weight">The factor on loss and gradient.</param>
    /// <param name="gradient">The weighted derivative with respect to the student's vectors is added here.</param>
    public static double Add(ReadOnlySpan<float> student, int length, ReadOnlySpan<float> teacher, int rows, TeacherMatch match,
        float weight, Span<float> gradient) =>
        match == TeacherMatch.Vectors
            ? Vectors(student, teacher, rows, weight, gradient)
            : Similarities(student, length, teacher, rows, weight, gradient);

    private static double Vectors(ReadOnlySpan<float> student, ReadOnlySpan<float> teacher, int rows, float weight, Span<float> gradient)
    {
        if (teacher.Length != student.Length)
        {
            throw new ArgumentException(
                $"To repeat a teacher's vectors a student's must be as long: {student.Length / rows} and {teacher.Length / rows} "
                    + $"numbers. {nameof(TeacherMatch.Similarities)} takes vectors of any length.", nameof(teacher));
        }

        TensorPrimitives.MultiplyAdd(teacher, -weight / rows, gradient, gradient);
        return weight * (1.0 - TensorPrimitives.Dot(student, teacher) / rows);
    }

    private static double Similarities(
        ReadOnlySpan<float> student, int length, ReadOnlySpan<float> teacher, int rows, float weight, Span<float> gradient)
    {
        int teacherLength = teacher.Length / rows;
        float share = rows < 2 ? 0 : weight / (rows * (rows - 1f));
        double loss = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                if (i == j)
                {
                    continue;
                }

                ReadOnlySpan<float> other = student.Slice(j * length, length);
                float difference = TensorPrimitives.Dot(student.Slice(i * length, length), other)
                    - TensorPrimitives.Dot(teacher.Slice(i * teacherLength, teacherLength),
                        teacher.Slice(j * teacherLength, teacherLength));
                loss += share * (double)difference * difference;
                // Each pair counts twice, as (i, j) and as (j, i), and each of its rows is moved.
                Span<float> row = gradient.Slice(i * length, length);
                TensorPrimitives.MultiplyAdd(other, 4 * share * difference, row, row);
            }
        }

        return loss;
    }
}
