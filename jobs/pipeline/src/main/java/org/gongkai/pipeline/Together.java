package org.gongkai.pipeline;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * What several tables say of one organ or region.
 *
 * @param key the organ or region
 * @param parts what is said of it, in no order
 */
public record Together(String key, List<Serializable> parts) {
  /** The parts of one kind. */
  public <T> List<T> all(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Brings together what two tables say of each key. Those of a task come in the order of their
   * keys. Sorting takes less than Spark's cogroup, which looks through its maps again and again to
   * estimate their size.
   *
   * @param partitioner shares out the keys among a number of tasks
   */
  public static JavaRDD<Together> of(
      JavaPairRDD<String, ? extends Serializable> one,
      JavaPairRDD<String, ? extends Serializable> other,
      IntFunction<Partitioner> partitioner) {
    int tasks = Math.max(one.getNumPartitions(), other.getNumPartitions());
    return parts(one)
        .union(parts(other))
        .repartitionAndSortWithinPartitions(partitioner.apply(tasks))
        .mapPartitions(Together::ofTask);
  }

  private static JavaPairRDD<String, Serializable> parts(
      JavaPairRDD<String, ? extends Serializable> table) {
    return table.mapToPair(part -> new Tuple2<>(part._1(), part._2()));
  }

  private static Iterator<Together> ofTask(Iterator<Tuple2<String, Serializable>> parts) {
    return Runs.whole(parts, Tuple2::_1)
        .map(run -> new Together(run._1(), run._2().stream().map(Tuple2::_2).toList()));
  }
}
