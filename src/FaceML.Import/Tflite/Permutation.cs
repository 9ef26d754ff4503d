namespace FaceML.Import.Tflite;

/// <summary>Constants put into ONNX's order of dimensions.</summary>
internal static class Permutation
{
    /// <summary>From a×rows×columns×b, TensorFlow's order of images and of filters, to a×b×rows×columns.</summary>
    public static float[] ChannelsFirst(float[] values, ReadOnlySpan<int> shape)
    {
        int plane = shape[1] * shape[2], channels = shape[3];
        var result = new float[values.Length];
        for (int n = 0; n < shape[0]; n++)
        {
            int block = n * plane * channels;
            for (int i = 0; i < plane; i++)
            {
                for (int c = 0; c < channels; c++)
                {
                    result[block + (c * plane) + i] = values[block + (i * channels) + c];
                }
            }
        }

        return result;
    }
}
