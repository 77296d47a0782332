package org.gongkai.cli;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Kills a {@code gongkai} command with SIGKILL at an exact instant: a debugger stops the process
 * there, so that nothing of it moves any more, and then it is killed.
 */
final class Executioner {
  private Executioner() {}

  /**
   * Runs a command until a point and kills it there.
   *
   * @throws IllegalStateException if the command ends before it gets there
   */
  static void kill(KillPoint point, Path log, String... arguments)
      throws IOException, InterruptedException {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(one -> one.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> options = connector.defaultArguments();
    options.get("localAddress").setValue("127.0.0.1");
    try {
      String address = connector.startListening(options);
      ChildProgram child =
          ChildProgram.start(
              log,
              ChildProgram.command(
                  List.of(
                      "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address),
                  arguments));
      try {
        VirtualMachine machine = connector.accept(options);
        connector.stopListening(options);
        runUntil(point, machine);
      } catch (VMDisconnectedException e) {
        throw new IllegalStateException(
            "the command ended before " + point + ":\n" + child.output(), e);
      } finally {
        child.process().destroyForcibly().waitFor();
      }
    } catch (IllegalConnectorArgumentsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void runUntil(KillPoint point, VirtualMachine machine)
      throws InterruptedException {
    ClassPrepareRequest loading = machine.eventRequestManager().createClassPrepareRequest();
    loading.addClassFilter(point.type());
    loading.enable();
    machine.classesByName(point.type()).forEach(type -> stopAt(point, type));
    machine.resume();
    while (true) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof BreakpointEvent stop && isMeant(point, stop)) {
          return;
        }
        if (event instanceof ClassPrepareEvent loaded) {
          stopAt(point, loaded.referenceType());
        }
      }
      events.resume();
    }
  }

  private static boolean isMeant(KillPoint point, BreakpointEvent stop) {
    try {
      return point.isIn(stop.thread().frame(1).location().declaringType().name());
    } catch (IncompatibleThreadStateException e) {
      throw new IllegalStateException("a thread that was stopped at " + point + " runs", e);
    }
  }

  private static void stopAt(KillPoint point, ReferenceType type) {
    for (Method method : type.methodsByName(point.method())) {
      if (!method.isAbstract() && !method.isNative()) {
        BreakpointRequest stop =
            type.virtualMachine().eventRequestManager().createBreakpointRequest(method.location());
        if (point.time() > 1) {
          stop.addCountFilter(point.time());
        }
        stop.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        stop.enable();
      }
    }
  }
}
