namespace FaceML.Training.Networks;

/// <summary>Writes an image as a network takes it. Called from several threads at once.</summary>
/// <param name="image">Its number, 0 to the count − 1.</param>
/// <param name="random">What a variation of the image is drawn from; null asks for the image as it is. The same numbers must give the same
/// variation.</param>
/// <param name="input">Overwritten with one row of the network's input.</param>
internal delegate void ImageBatchWriter(int image, TrainingRandom? random, Span<float> input);
